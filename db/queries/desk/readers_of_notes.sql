-- Who reads the notes of these check-ins.
SELECT checkin.id, checkin.reader, checkin.named, staff.name AS author
FROM checkin
LEFT JOIN staff ON staff.id = checkin.staff_id
WHERE checkin.id IN (SELECT value FROM json_each(:ids))
