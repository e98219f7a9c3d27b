SELECT action.*, adopted_group.number AS group_no
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
WHERE action.id = :action_id
