-- Each time a group left, completed or took part again, from the change log: what was taken back is no step.
SELECT
    unit.at,
    unit.by,
    unit.moment,
    json_extract(change.after, '$.status') AS status,
    json_extract(change.after, '$.status_on') AS "on",
    json_extract(change.after, '$.status_reason') AS reason
FROM main.change AS change
JOIN unit ON unit.id = change.unit_id
WHERE change.table_name = 'adopted_group'
    AND change.row_id = :group_id
    AND change.before IS NOT NULL
    AND change.after IS NOT NULL
    AND unit.taken_back_by IS NULL
    AND unit.undoes_unit_id IS NULL
    AND json_extract(change.before, '$.status') <> json_extract(change.after, '$.status')
ORDER BY unit.moment, unit.uid, change.id
