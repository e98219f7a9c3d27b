-- What falls due from :first_on to :last_on (ISO dates, both included) (of groups that left, what they still owe): a line a duty.
-- A session that is a duty to attend stands for all that are to attend it; who was absent and waits for a
-- follow-up, or has another day (a recording to be watched by then), has a line of their own. A session whose day is not
-- fixed yet stands on none.
SELECT
    milestone_now.due_on AS on_day,
    'milestone' AS what,
    milestone_now.key,
    milestone_now.title,
    milestone_now.title_en,
    milestone_now.kind,
    milestone_now.position,
    milestone_now.state,
    milestone_now.state_on,
    milestone_now.standing,
    milestone_now.mark,
    milestone_now.number AS group_no,
    organization.name AS group_name,
    staff.name AS staff
FROM milestone_now
JOIN adopted_group ON adopted_group.id = milestone_now.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = adopted_group.main_staff_id
WHERE milestone_now.programme_id = :programme_id
    AND milestone_now.is_owed
    AND (
        milestone_now.kind <> 'session'
        OR milestone_now.act = 'followup'
        OR NOT EXISTS (
            SELECT 1 FROM session
            WHERE session.milestone_plan_id = milestone_now.plan_id AND session.held_on = milestone_now.due_on
        )
    )
    AND milestone_now.due_on BETWEEN :first_on AND :last_on
UNION ALL
SELECT
    session.held_on, 'session', session.key, session.title, session.title_en, session.kind, -1,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM session
WHERE session.programme_id = :programme_id
    AND NOT session.is_day_open
    AND session.held_on BETWEEN :first_on AND :last_on
ORDER BY on_day, position, group_no, key
