SELECT session.key, adopted_group.number AS group_no
FROM attendance
JOIN session ON session.id = attendance.session_id
JOIN adopted_group ON adopted_group.id = attendance.group_id
WHERE attendance.id = :attendance_id
