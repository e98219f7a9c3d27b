-- Acts after this unit that wrote a row which refers to one of its rows, and still stand. A reference of a row that
-- shares its line with others is among what was given: no column refers to anything by default.
SELECT DISTINCT logged.unit_id
FROM (
    SELECT unit_id FROM main.change
    WHERE table_name = :table_name AND unit_id > :unit AND last_row_id IS NULL
        AND json_extract(after, '$.' || :column) = :row_id
    UNION ALL
    SELECT many.unit_id
    FROM main.change AS many
    JOIN json_each(many.common, '$.names') AS given ON given.value = :column
    JOIN json_each(many.after) AS line ON json_extract(line.value, '$[' || given.key || ']') = :row_id
    WHERE many.table_name = :table_name AND many.unit_id > :unit AND many.last_row_id IS NOT NULL
) AS logged
JOIN unit ON unit.id = logged.unit_id
WHERE unit.taken_back_by IS NULL
    AND coalesce(unit.undoes_unit_id, 0) < :unit
