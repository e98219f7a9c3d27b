-- The newest contacts of a group, each with whether it was written down today().
SELECT
    checkin.id,
    checkin.held_on,
    checkin.channel,
    checkin.note,
    EXISTS (
        SELECT 1 FROM change
        JOIN unit ON unit.id = change.unit_id
        WHERE change.table_name = 'checkin'
            AND change.row_id = checkin.id
            AND change.before IS NULL
            AND substr(unit.at, 1, 10) = today()
    ) AS is_new
FROM checkin
WHERE checkin.group_id = :group_id AND checkin.is_hidden = 0
ORDER BY checkin.id DESC
LIMIT :most
