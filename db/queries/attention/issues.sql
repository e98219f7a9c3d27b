-- Severe issues that are open, oldest first, and whether anything was tried.
SELECT
    issue.id,
    issue.group_id,
    issue.title,
    issue.opened_on,
    EXISTS (SELECT 1 FROM remedy WHERE remedy.issue_id = issue.id AND remedy.is_hidden = 0) AS has_remedy
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
WHERE adopted_group.programme_id = :programme_id
    AND adopted_group.status = '実施中'
    AND issue.severity = '重'
    AND issue.closed_on IS NULL
ORDER BY issue.group_id, issue.opened_on, issue.moment, issue.uid
