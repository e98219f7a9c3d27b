SELECT
    session.*,
    (
        SELECT count(*) FROM adopted_group
        WHERE programme_id = session.programme_id AND status = '実施中'
    ) AS active_groups,
    (
        SELECT count(*) FROM attendance
        JOIN adopted_group ON adopted_group.id = attendance.group_id AND adopted_group.status = '実施中'
        WHERE session_id = session.id AND mark IN ('出席(会場)', '出席(オンライン)', '録画視聴')
    ) AS present,
    (
        SELECT count(*) FROM attendance
        JOIN adopted_group ON adopted_group.id = attendance.group_id AND adopted_group.status = '実施中'
        WHERE session_id = session.id AND mark IN ('欠席(連絡あり)', '欠席(連絡なし)')
    ) AS absent
FROM session
WHERE session.programme_id = :programme_id
ORDER BY session.held_on, session.id
