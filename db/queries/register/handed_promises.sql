-- What one person still has to do that was promised by name.
SELECT
    action.id,
    action.group_id,
    adopted_group.number,
    organization.name,
    programme.fiscal_year AS year,
    action.title,
    action.due_on
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN programme ON programme.id = adopted_group.programme_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE action.staff_id = :staff_id
    AND action.done_on IS NULL
    AND action.is_hidden = 0
    AND (:programme_id IS NULL OR adopted_group.programme_id = :programme_id)
ORDER BY programme.fiscal_year DESC, action.due_on IS NULL, action.due_on, adopted_group.number, action.moment, action.uid
