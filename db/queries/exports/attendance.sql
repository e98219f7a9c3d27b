-- What is recorded of the attendance of the groups that a filter leaves. {filter} is put in by services.export_source.
SELECT attendance.group_id, attendance.session_id, attendance.mark
FROM group_now
JOIN attendance ON attendance.group_id = group_now.id
WHERE {filter}
