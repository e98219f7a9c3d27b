SELECT
    indicator.id,
    indicator.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    indicator.position,
    indicator.name,
    indicator.unit,
    indicator.baseline,
    indicator.target,
    indicator.narrative
FROM indicator
JOIN adopted_group ON adopted_group.id = indicator.group_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE adopted_group.programme_id = :programme_id
    AND (:group_id IS NULL OR indicator.group_id = :group_id)
    AND (:group_id IS NOT NULL OR adopted_group.status IN (SELECT status FROM status_in_figures))
ORDER BY adopted_group.number, indicator.position
