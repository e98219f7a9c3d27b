SELECT
    action.id,
    action.version,
    adopted_group.number AS group_no,
    organization.name AS "group",
    action.title,
    action.turn,
    staff.name AS staff,
    action.due_on AS due,
    action.done_on AS done,
    action.checkin_id,
    action.issue_id,
    action.note_line,
    (SELECT count(*) FROM postponement WHERE action_id = action.id) AS postponed,
    session.key AS session,
    action.followup,
    CASE
        WHEN action.done_on IS NOT NULL THEN 'done'
        ELSE nearness(action.due_on, today(), programme.due_soon_days)
    END AS nearness
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN programme ON programme.id = adopted_group.programme_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = action.staff_id
LEFT JOIN session ON session.id = action.session_id
WHERE adopted_group.programme_id = :programme_id
    AND action.is_hidden = 0
    AND (:group_id IS NULL OR action.group_id = :group_id)
    AND (:issue_id IS NULL OR action.issue_id = :issue_id)
    AND (:with_done OR action.done_on IS NULL)
    -- Of all groups together: what the work list counts too, nothing of a group that has left.
    AND (:group_id IS NOT NULL OR :with_done OR adopted_group.status IN (SELECT status FROM status_at_work))
    AND (
        :staff_id IS NULL
        OR action.staff_id = :staff_id
        OR (action.staff_id IS NULL AND :staff_id IN (adopted_group.main_staff_id, adopted_group.deputy_staff_id))
    )
ORDER BY action.done_on IS NOT NULL, action.due_on IS NULL, action.due_on, action.moment, action.uid
