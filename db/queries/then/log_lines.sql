-- What acts that stand changed in rows of a table, one by one, oldest first, with the day of the act. Where a day is meant
-- by today, whatever the clock says (--today), an act is of that day at the latest. Rows that were added together are not
-- among them: what they were is the row before its first change.
SELECT
    change.row_id,
    min(date(unit.at), :asked_on) AS day,
    change.before,
    change.after,
    unit.taken_back_by IS NULL AND unit.undoes_unit_id IS NULL AS stands
FROM json_each(:ids)
CROSS JOIN main.change ON change.table_name = :table_name AND change.row_id = json_each.value
JOIN main.unit ON unit.id = change.unit_id
WHERE change.last_row_id IS NULL
ORDER BY change.id
