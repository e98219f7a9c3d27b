-- Each time the state of a milestone changed, from the change log: what was taken back is no step.
SELECT
    unit.at,
    unit.by,
    json_extract(change.before, '$.state') AS before,
    json_extract(change.after, '$.state') AS after,
    json_extract(change.after, '$.state_on') AS "on",
    coalesce(json_extract(unit.what_params, '$.comment'), '') AS comment
FROM main.change AS change
JOIN unit ON unit.id = change.unit_id
WHERE change.table_name = 'milestone'
    AND change.row_id = :milestone_id
    AND change.before IS NOT NULL
    AND change.after IS NOT NULL
    AND unit.taken_back_by IS NULL
    AND unit.undoes_unit_id IS NULL
    AND json_extract(change.before, '$.state') <> json_extract(change.after, '$.state')
ORDER BY unit.moment, unit.uid, change.id
