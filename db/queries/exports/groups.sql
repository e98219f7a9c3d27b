-- The groups that a filter leaves, by number. {filter} is put in by services.export_source.
SELECT group_now.*
FROM group_now
WHERE {filter}
ORDER BY group_now.number
