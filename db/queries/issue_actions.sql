SELECT
    action.id,
    action.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    action.title,
    action.turn,
    staff.name AS staff,
    action.due_on AS due,
    action.done_on AS done
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = action.staff_id
WHERE action.issue_id = :issue_id
ORDER BY action.done_on IS NOT NULL, action.due_on IS NULL, action.due_on, action.id
