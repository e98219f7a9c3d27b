-- The newest act that still stands; undos themselves are taken back only when named.
SELECT
    unit.*,
    (SELECT count(*) FROM change WHERE change.unit_id = unit.id) AS change_count
FROM unit
WHERE unit.taken_back_by IS NULL AND unit.undoes_unit_id IS NULL
    AND unit.what_key NOT IN ('unit.begin_programme', 'unit.demonstration')
ORDER BY unit.id DESC
LIMIT 1
