SELECT
    unit.*,
    (SELECT count(*) FROM change WHERE change.unit_id = unit.id) AS change_count
FROM unit
WHERE unit.id = :unit
