-- Acts after this unit that touched a row (any row of the table where none is named) and still stand.
-- An undo counts only for what was there before this unit: undoing what came later leads back to it.
SELECT DISTINCT change.unit_id
FROM change
JOIN unit ON unit.id = change.unit_id
WHERE change.unit_id > :unit
    AND change.table_name = :table_name
    AND (:row_id IS NULL OR change.row_id = :row_id)
    AND unit.taken_back_by IS NULL
    AND coalesce(unit.undoes_unit_id, 0) < :unit
