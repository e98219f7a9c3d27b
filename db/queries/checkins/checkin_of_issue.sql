SELECT
    checkin.id,
    checkin.held_on AS "on",
    checkin.channel,
    staff.name AS staff,
    checkin.condition,
    note_as_read(checkin.note, checkin.reader, checkin.named, staff.name) AS note
FROM issue
JOIN checkin ON checkin.id = issue.checkin_id AND checkin.is_hidden = 0
LEFT JOIN staff ON staff.id = checkin.staff_id
WHERE issue.id = :issue_id
