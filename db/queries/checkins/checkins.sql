SELECT
    checkin.*,
    adopted_group.number AS group_no,
    organization.name AS "group",
    staff.name AS staff,
    (
        SELECT json_group_array(name) FROM (
            SELECT contact.name FROM checkin_contact
            JOIN contact ON contact.id = checkin_contact.contact_id
            WHERE checkin_contact.checkin_id = checkin.id
            ORDER BY checkin_contact.moment, checkin_contact.uid
        )
    ) AS participants
FROM checkin
JOIN adopted_group ON adopted_group.id = checkin.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = checkin.staff_id
WHERE adopted_group.programme_id = :programme_id
    AND checkin.is_hidden = 0
    AND (:checkin_id IS NULL OR checkin.id = :checkin_id)
    AND (:group_id IS NULL OR checkin.group_id = :group_id)
    AND (NOT :only_answered OR checkin.answer = '')
    AND (:since IS NULL OR checkin.held_on >= :since)
ORDER BY checkin.held_on DESC, checkin.moment DESC, checkin.uid DESC
LIMIT :limit
