SELECT session.key FROM session
JOIN attendance ON attendance.session_id = session.id
WHERE attendance.id = :attendance_id
