SELECT issue.*, adopted_group.number AS group_no
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
WHERE issue.id = :issue_id
