SELECT
    checkin.id,
    checkin.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    checkin.held_on AS "on",
    checkin.channel,
    staff.name AS staff,
    checkin.condition,
    checkin.note,
    checkin.next_on AS next
FROM checkin
JOIN adopted_group ON adopted_group.id = checkin.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = checkin.staff_id
WHERE adopted_group.programme_id = :programme_id
    AND checkin.is_hidden = 0
    AND (:group_id IS NULL OR checkin.group_id = :group_id)
    AND (:since IS NULL OR checkin.held_on >= :since)
ORDER BY checkin.held_on DESC, checkin.id DESC
LIMIT :limit
