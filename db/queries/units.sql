SELECT
    unit.*,
    (SELECT count(*) FROM change WHERE change.unit_id = unit.id) AS change_count
FROM unit
ORDER BY unit.id DESC
LIMIT :limit OFFSET :offset
