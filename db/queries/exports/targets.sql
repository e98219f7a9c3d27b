-- How many of the groups that a filter leaves, without those that left, have each target. {filter} is put in by
-- services.export_source.
SELECT group_target.code, min(group_target.label) AS label, count(DISTINCT group_now.id) AS groups
FROM group_now
JOIN group_target ON group_target.group_id = group_now.id
WHERE group_now.status IN (SELECT status FROM status_in_figures) AND {filter}
GROUP BY group_target.code, CASE WHEN group_target.code = 'other' THEN group_target.label END
ORDER BY groups DESC, group_target.code, label
