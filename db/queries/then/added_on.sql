-- The day on which each of these rows was added; a line of the log may tell of a hundred.
SELECT json_each.value AS row_id, (
    SELECT min(date(unit.at), :asked_on)
    FROM main.change JOIN main.unit ON unit.id = change.unit_id
    WHERE change.table_name = :table_name AND change.row_id <= json_each.value AND change.before IS NULL
    ORDER BY change.row_id DESC, change.id LIMIT 1
) AS day
FROM json_each(:ids)
