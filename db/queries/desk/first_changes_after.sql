-- What the first change after a unit found of each row of a table: the row as it stood at that unit, for the rows
-- changed since. `before` is NULL for a row that was not there yet. Beside min(), SQLite gives the line that it is of.
WITH later AS (
    SELECT id, row_id, before FROM main.change
    WHERE table_name = :table_name AND unit_id > :unit_id AND last_row_id IS NULL
    UNION ALL
    SELECT logged.id - logged.last_row_id + logged.row_id + line.key, logged.row_id + line.key, NULL
    FROM main.change AS logged
    JOIN json_each(logged.after) AS line
    WHERE logged.table_name = :table_name AND logged.unit_id > :unit_id AND logged.last_row_id IS NOT NULL
)
SELECT row_id, before, min(id) AS first_id
FROM later
GROUP BY row_id
