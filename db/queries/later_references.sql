-- Acts after this unit that wrote a row which refers to one of its rows, and still stand.
SELECT DISTINCT change.unit_id
FROM change
JOIN unit ON unit.id = change.unit_id
WHERE change.unit_id > :unit
    AND change.table_name = :table_name
    AND json_extract(change.after, :path) = :row_id
    AND unit.taken_back_by IS NULL
    AND coalesce(unit.undoes_unit_id, 0) < :unit
