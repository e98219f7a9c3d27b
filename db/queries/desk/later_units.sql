-- Acts after this unit that touched a row (any row of the table where none is named) and still stand.
-- An undo counts only for what was there before this unit: undoing what came later leads back to it.
-- One of the first two answers for a row: its own lines, and those that it shares with others.
SELECT DISTINCT logged.unit_id
FROM (
    SELECT unit_id FROM main.change
    WHERE table_name = :table_name AND row_id = :row_id AND unit_id > :unit
    UNION ALL
    SELECT unit_id FROM main.change
    WHERE table_name = :table_name AND +row_id < :row_id AND last_row_id >= :row_id AND unit_id > :unit
    UNION ALL
    SELECT unit_id FROM main.change
    WHERE :row_id IS NULL AND table_name = :table_name AND unit_id > :unit
) AS logged
JOIN unit ON unit.id = logged.unit_id
WHERE unit.taken_back_by IS NULL
    AND coalesce(unit.undoes_unit_id, 0) < :unit
