-- The newest contacts of a group, each with whether it was written down today().
SELECT
    checkin.id,
    checkin.held_on,
    checkin.channel,
    note_as_read(
        checkin.note, checkin.reader, checkin.named, (SELECT name FROM staff WHERE staff.id = checkin.staff_id)
    ) AS note,
    EXISTS (
        SELECT 1
        FROM (
            SELECT unit_id FROM main.change
            WHERE table_name = 'checkin' AND row_id = checkin.id AND before IS NULL
            UNION ALL
            SELECT unit_id FROM main.change
            WHERE table_name = 'checkin' AND +row_id < checkin.id AND last_row_id >= checkin.id
        ) AS logged
        JOIN unit ON unit.id = logged.unit_id
        WHERE substr(unit.at, 1, 10) = today()
    ) AS is_new
FROM checkin
WHERE checkin.group_id = :group_id AND checkin.is_hidden = 0
ORDER BY checkin.moment DESC, checkin.uid DESC
LIMIT :most
