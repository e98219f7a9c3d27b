SELECT
    adopted_group.number,
    absence_now.absences,
    count(attendance_now.session_id) AS expected,
    coalesce(sum(attendance_now.is_present), 0) AS came
FROM adopted_group
JOIN absence_now ON absence_now.group_id = adopted_group.id
LEFT JOIN attendance_now
    ON attendance_now.group_id = adopted_group.id
    AND attendance_now.is_expected
    AND attendance_now.is_counted
    AND attendance_now.held_on <= today()
WHERE adopted_group.programme_id = :programme_id
GROUP BY adopted_group.id
