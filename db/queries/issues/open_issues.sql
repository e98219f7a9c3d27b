SELECT issue.group_id, issue.category, count(*) AS count
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
WHERE adopted_group.programme_id = :programme_id AND issue.closed_on IS NULL
GROUP BY issue.group_id, issue.category
ORDER BY issue.group_id, issue.category
