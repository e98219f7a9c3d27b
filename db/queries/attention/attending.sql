-- Every active group at the sessions that were its duty and are over (or today), by day, with what is to be done of it.
-- A duty to attend that was waived, or does not concern the group, is none. A group that has a later day of its own has
-- nothing to be done of it before that day.
SELECT
    attendance_now.group_id,
    attendance_now.session_id,
    session.key,
    session.title,
    session.title_en,
    attendance_now.held_on,
    attendance_now.mark,
    CASE WHEN milestone_now.turn IS NOT NULL THEN milestone_now.act END AS act,
    milestone_now.late_after,
    followup.open_id AS followup_id
FROM attendance_now
JOIN session ON session.id = attendance_now.session_id
JOIN milestone_now
    ON milestone_now.plan_id = session.milestone_plan_id AND milestone_now.group_id = attendance_now.group_id
LEFT JOIN (
    SELECT group_id, session_id, min(id) AS open_id
    FROM action
    WHERE session_id IS NOT NULL AND done_on IS NULL AND is_hidden = 0
    GROUP BY group_id, session_id
) AS followup ON followup.group_id = attendance_now.group_id AND followup.session_id = attendance_now.session_id
WHERE attendance_now.programme_id = :programme_id
    AND attendance_now.group_status = '実施中'
    AND attendance_now.held_on <= today()
    AND attendance_now.is_duty
    AND attendance_now.is_expected
    AND milestone_now.state NOT IN ('免除', '対象外')
ORDER BY attendance_now.group_id, attendance_now.held_on, session.moment, session.uid
