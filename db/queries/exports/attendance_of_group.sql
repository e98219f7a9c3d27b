-- Every session of the year and how the groups that a filter leaves took part. {filter} is put in by
-- services.export_source.
SELECT
    session.title,
    session.title_en,
    session.held_on,
    session.is_day_open,
    attendance.mark,
    attendance.heads,
    attendance.names,
    attendance.note
FROM group_now
JOIN session ON session.programme_id = group_now.programme_id
LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = group_now.id
WHERE {filter}
ORDER BY session.held_on, session.moment, session.uid
