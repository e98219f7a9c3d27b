SELECT action.*, adopted_group.number AS group_no, organization.name AS group_name, staff.name AS staff
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = action.staff_id
WHERE action.id = :action_id AND action.is_hidden = 0
