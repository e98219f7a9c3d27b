-- Check-ins of the groups that a filter leaves, as they go to a workbook. {filter} is put in by services.export_source.
SELECT
    checkin.*,
    group_now.number AS group_no,
    group_now.name AS "group",
    staff.name AS staff,
    (
        SELECT group_concat(name, '、') FROM (
            SELECT contact.name FROM checkin_contact
            JOIN contact ON contact.id = checkin_contact.contact_id
            WHERE checkin_contact.checkin_id = checkin.id
            ORDER BY checkin_contact.moment, checkin_contact.uid
        )
    ) AS participants
FROM group_now
JOIN checkin ON checkin.group_id = group_now.id
LEFT JOIN staff ON staff.id = checkin.staff_id
WHERE checkin.is_hidden = 0 AND {filter}
ORDER BY group_now.number, checkin.held_on, checkin.moment, checkin.uid
