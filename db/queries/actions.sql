SELECT
    action.id,
    action.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    action.title,
    action.turn,
    staff.name AS staff,
    action.due_on AS due,
    action.done_on AS done,
    session.key AS session,
    action.followup
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = action.staff_id
LEFT JOIN session ON session.id = action.session_id
WHERE adopted_group.programme_id = :programme_id
    AND (:group_id IS NULL OR action.group_id = :group_id)
    AND (:with_done OR action.done_on IS NULL)
ORDER BY action.done_on IS NOT NULL, action.due_on IS NULL, action.due_on, action.id
