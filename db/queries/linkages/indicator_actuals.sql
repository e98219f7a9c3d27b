-- What was measured up to today(), oldest first.
SELECT
    indicator_actual.id,
    indicator_actual.indicator_id,
    indicator_actual.measured_on AS "on",
    indicator_actual.value,
    indicator_actual.note
FROM indicator_actual
JOIN indicator ON indicator.id = indicator_actual.indicator_id
JOIN adopted_group ON adopted_group.id = indicator.group_id
WHERE adopted_group.programme_id = :programme_id
    AND (:group_id IS NULL OR indicator.group_id = :group_id)
    AND indicator_actual.measured_on <= today()
ORDER BY indicator_actual.indicator_id, indicator_actual.measured_on
