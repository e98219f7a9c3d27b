SELECT
    contact.id,
    contact.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    contact.name,
    coalesce(contact.reading, '') AS reading,
    contact.role,
    contact.phone,
    contact.mail,
    contact.is_primary AS "primary",
    contact.note,
    (
        SELECT max(checkin.held_on) FROM checkin
        JOIN checkin_contact ON checkin_contact.checkin_id = checkin.id
        WHERE checkin_contact.contact_id = contact.id AND checkin.is_hidden = 0
    ) AS last_on
FROM contact
JOIN organization ON organization.id = contact.organization_id
JOIN adopted_group ON adopted_group.organization_id = organization.id
WHERE adopted_group.programme_id = :programme_id
    AND contact.is_hidden = 0
    AND (:group_id IS NULL OR adopted_group.id = :group_id)
ORDER BY adopted_group.number, contact.is_primary DESC,
    sound_order(coalesce(contact.reading, contact.name)), contact.moment, contact.uid
