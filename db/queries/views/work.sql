-- Everything that somebody has to do, each with how urgent it is and whose move it is.
-- A session to come is one line, not one for each group that is to attend it. `place` orders what is alike and of one
-- day: duties as in the plan, everything else as it was written down.
CREATE TEMP VIEW work_item AS
SELECT
    CASE standing
        WHEN '期限超過' THEN 'overdue'
        WHEN '確認遅れ' THEN 'overdue'
        WHEN '事務局手番' THEN 'waiting'
        -- A check of our own (事前確認) whose day has come is to be asked for today; the group is not overdue by it.
        ELSE CASE WHEN is_internal = 1 AND due_on <= today() THEN 'due' ELSE 'soon' END
    END AS urgency,
    CASE WHEN turn = 'secretariat' THEN 'review' ELSE 'milestone' END AS what,
    id AS item_id,
    programme_id,
    group_id,
    key,
    title,
    title_en,
    kind,
    state,
    CASE WHEN turn = 'secretariat' THEN date(turn_since, review_days || ' days') ELSE due_on END AS due_on,
    turn,
    NULL AS staff_id,
    position AS place
FROM milestone_now
WHERE standing IN ('期限超過', '確認遅れ', '事務局手番')
    OR (standing = '期限間近' AND kind <> 'session')
UNION ALL
SELECT
    CASE standing WHEN 'overdue' THEN 'overdue' ELSE 'due' END,
    'checkin',
    group_id,
    programme_id,
    group_id,
    NULL,
    NULL,
    NULL,
    NULL,
    last_checkin_on,
    CASE standing WHEN 'overdue' THEN maximum_on ELSE due_on END,
    'secretariat',
    NULL,
    NULL
FROM checkin_now
WHERE standing IN ('due', 'overdue')
UNION ALL
SELECT
    nearness(action.due_on, today(), programme.due_soon_days),
    CASE WHEN action.session_id IS NULL THEN 'action' ELSE 'followup' END,
    action.id,
    adopted_group.programme_id,
    action.group_id,
    NULL,
    action.title,
    action.title,
    NULL,
    NULL,
    action.due_on,
    action.turn,
    action.staff_id,
    action.moment || action.uid
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN programme ON programme.id = adopted_group.programme_id
WHERE action.done_on IS NULL
    AND action.is_hidden = 0
    AND adopted_group.status = '実施中'
    AND (action.due_on IS NULL OR action.due_on <= date(today(), programme.due_soon_days || ' days'))
UNION ALL
SELECT
    'coming',
    'session',
    session.id,
    programme.id,
    NULL,
    session.key,
    session.title,
    session.title_en,
    session.kind,
    NULL,
    session.held_on,
    NULL,
    NULL,
    session.moment || session.uid
FROM session
JOIN programme ON programme.id = session.programme_id
WHERE session.held_on BETWEEN today() AND date(today(), programme.due_soon_days || ' days');
