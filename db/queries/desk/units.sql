SELECT
    unit.*,
    (
        SELECT coalesce(sum(coalesce(last_row_id - row_id, 0) + 1), 0) FROM main.change AS logged
        WHERE logged.unit_id = unit.id
    ) AS change_count
FROM unit
ORDER BY unit.moment DESC, unit.uid DESC
LIMIT :limit OFFSET :offset
