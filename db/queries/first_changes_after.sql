-- What the first change after a unit found of each row of a table: the row as it stood at that unit, for the rows
-- changed since. `before` is NULL for a row that was not there yet.
SELECT row_id, before
FROM change
WHERE id IN (
    SELECT min(change.id) FROM change
    WHERE change.table_name = :table_name AND change.unit_id > :unit_id
    GROUP BY change.row_id
)
