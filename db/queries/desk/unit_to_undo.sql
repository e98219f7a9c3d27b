-- The newest act that still stands; undos themselves are taken back only when named.
SELECT
    unit.*,
    (
        SELECT coalesce(sum(coalesce(last_row_id - row_id, 0) + 1), 0) FROM main.change AS logged
        WHERE logged.unit_id = unit.id
    ) AS change_count
FROM unit
WHERE unit.taken_back_by IS NULL AND unit.undoes_unit_id IS NULL
    AND unit.what_key NOT IN ('unit.begin_programme', 'unit.demonstration')
ORDER BY unit.moment DESC, unit.uid DESC
LIMIT 1
