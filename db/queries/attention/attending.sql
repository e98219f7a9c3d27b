-- Every active group at the sessions that were its duty and are over (or today), by day, and whether an absence was seen
-- to. A duty to attend that was waived, or does not concern the group, is none.
SELECT
    attendance_now.group_id,
    attendance_now.session_id,
    session.key,
    session.title,
    session.title_en,
    attendance_now.held_on,
    attendance_now.mark,
    followup.is_done AS is_followed_up,
    followup.open_id AS followup_id,
    followup.open_due AS followup_due
FROM attendance_now
JOIN session ON session.id = attendance_now.session_id
LEFT JOIN milestone
    ON milestone.plan_id = session.milestone_plan_id AND milestone.group_id = attendance_now.group_id
LEFT JOIN (
    SELECT
        group_id,
        session_id,
        max(done_on IS NOT NULL) AS is_done,
        min(id) FILTER (WHERE done_on IS NULL) AS open_id,
        min(due_on) FILTER (WHERE done_on IS NULL) AS open_due
    FROM action
    WHERE session_id IS NOT NULL AND is_hidden = 0
    GROUP BY group_id, session_id
) AS followup ON followup.group_id = attendance_now.group_id AND followup.session_id = attendance_now.session_id
WHERE attendance_now.programme_id = :programme_id
    AND attendance_now.group_status = '実施中'
    AND attendance_now.held_on <= today()
    AND attendance_now.is_duty
    AND attendance_now.is_expected
    AND coalesce(milestone.state, '') NOT IN ('免除', '対象外')
ORDER BY attendance_now.group_id, attendance_now.held_on, session.moment, session.uid
