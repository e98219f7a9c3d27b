-- What the groups that a filter leaves set out to reach, and what was measured. {filter} is put in by
-- services.export_source.
SELECT
    indicator.name,
    indicator.unit,
    indicator.baseline,
    indicator.target,
    indicator.narrative,
    (
        SELECT group_concat(line, char(10)) FROM (
            SELECT replace(measured_on, '-', '/') || ' ' || printf('%.15g', value) AS line
            FROM indicator_actual
            WHERE indicator_id = indicator.id
            ORDER BY measured_on
        )
    ) AS measured,
    (
        SELECT group_concat(line, char(10)) FROM (
            SELECT replace(measured_on, '-', '/') || ' ' || note AS line
            FROM indicator_actual
            WHERE indicator_id = indicator.id AND note <> ''
            ORDER BY measured_on
        )
    ) AS actual_notes
FROM group_now
JOIN indicator ON indicator.group_id = group_now.id
WHERE {filter}
ORDER BY indicator.position
