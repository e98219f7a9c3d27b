-- The acts after this one with the number of rows that they changed. What takes an act back counts from the day of that
-- act on, and so on to the first.
WITH RECURSIVE newer (id, at, undoes_unit_id, first_at) AS (
    SELECT id, at, undoes_unit_id, at FROM unit WHERE id > :unit_id
    UNION ALL
    SELECT newer.id, newer.at, undone.undoes_unit_id, min(newer.first_at, undone.at)
    FROM newer JOIN unit AS undone ON undone.id = newer.undoes_unit_id
)
SELECT
    newer.id,
    date(min(newer.first_at)) AS day,
    (
        SELECT sum(coalesce(last_row_id - row_id + 1, 1)) FROM main.change WHERE change.unit_id = newer.id
    ) AS row_count
FROM newer
GROUP BY newer.id
