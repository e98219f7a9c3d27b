-- Everything that somebody has to do, each with how urgent it is and whose move it is.
-- A session to come is one line, not one for each group that is to attend it, and so is attendance to be recorded: `groups`
-- says of how many. A follow-up that was promised stands for the absence; one that nobody promised is a line of its group.
-- `place` orders what is alike and of one day: duties as in the plan, everything else as it was written down.
CREATE TEMP VIEW work_item AS
SELECT
    CASE
        WHEN standing IN ('期限超過', '確認遅れ', '事務局遅れ') THEN 'overdue'
        WHEN standing = '事務局対応待ち' THEN 'waiting'
        -- A check of our own (事前確認) whose day has come is to be asked for today; the group is not overdue by it.
        WHEN is_internal = 1 AND counts_on <= today() THEN 'due'
        ELSE 'soon'
    END AS urgency,
    CASE
        WHEN act = 'followup' THEN 'followup'
        WHEN state IN ('提出', '確認中') THEN 'review'
        ELSE 'milestone'
    END AS what,
    id AS item_id,
    programme_id,
    group_id,
    key,
    title,
    title_en,
    kind,
    state,
    CASE WHEN turn = 'secretariat' THEN coalesce(late_after, counts_on) ELSE counts_on END AS due_on,
    turn,
    NULL AS staff_id,
    position AS place,
    NULL AS groups,
    act
FROM milestone_now
WHERE (standing IN ('期限超過', '確認遅れ', '事務局遅れ', '事務局対応待ち') OR (standing = '期限間近' AND kind <> 'session'))
    AND (
        kind <> 'session'
        OR (
            act = 'followup'
            AND NOT EXISTS (
                SELECT 1 FROM action
                WHERE action.session_id = milestone_now.session_id
                    AND action.group_id = milestone_now.group_id
                    AND action.is_hidden = 0
            )
        )
    )
UNION ALL
SELECT
    CASE WHEN min(recording.late_after) < today() THEN 'overdue' ELSE 'waiting' END,
    'attendance',
    session.id,
    session.programme_id,
    NULL,
    session.key,
    session.title,
    session.title_en,
    session.kind,
    NULL,
    min(recording.late_after),
    'secretariat',
    NULL,
    session.moment || session.uid,
    count(*),
    'attendance'
FROM milestone_now AS recording
JOIN session ON session.id = recording.session_id
WHERE recording.kind = 'session' AND recording.act = 'attendance' AND recording.turn = 'secretariat'
GROUP BY session.id
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
    NULL,
    NULL,
    NULL
FROM checkin_now
WHERE standing IN ('due', 'overdue')
UNION ALL
SELECT
    nearness(promise.due_on, today(), programme.due_soon_days),
    CASE WHEN promise.session_id IS NULL THEN 'action' ELSE 'followup' END,
    promise.id,
    adopted_group.programme_id,
    promise.group_id,
    NULL,
    promise.title,
    promise.title,
    NULL,
    NULL,
    promise.due_on,
    promise.turn,
    promise.staff_id,
    promise.moment || promise.uid,
    NULL,
    NULL
FROM (
    SELECT
        action.id,
        action.group_id,
        action.session_id,
        action.title,
        action.turn,
        action.staff_id,
        action.done_on,
        action.is_hidden,
        action.moment,
        action.uid,
        -- A follow-up without a day of its own is to be done by the day that law 3 gives it.
        CASE
            WHEN session.id IS NULL THEN action.due_on
            ELSE followup_by(session.held_on, action.due_on, programme.followup_days)
        END AS due_on
    FROM action
    LEFT JOIN session ON session.id = action.session_id
    LEFT JOIN programme ON programme.id = session.programme_id
) AS promise
JOIN adopted_group ON adopted_group.id = promise.group_id
JOIN programme ON programme.id = adopted_group.programme_id
WHERE promise.done_on IS NULL
    AND promise.is_hidden = 0
    AND adopted_group.status = '実施中'
    AND (promise.due_on IS NULL OR promise.due_on <= date(today(), programme.due_soon_days || ' days'))
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
    -- Until the day for replies the reply is the groups' move; then it is ours to ask those that have not answered.
    CASE WHEN awaited.groups > 0 THEN iif(today() <= session.reply_by, 'group', 'secretariat') END,
    NULL,
    session.moment || session.uid,
    nullif(awaited.groups, 0),
    NULL
FROM session
LEFT JOIN (
    SELECT attendance_now.session_id, sum(is_expected AND reply = '未回答') AS groups
    FROM attendance_now
    WHERE attendance_now.group_status IN (SELECT status FROM status_at_work)
        AND attendance_now.session_id IN (
            SELECT id FROM session
            WHERE reply_by IS NOT NULL AND held_on >= today()
        )
    GROUP BY attendance_now.session_id
) AS awaited ON awaited.session_id = session.id
JOIN programme ON programme.id = session.programme_id
WHERE NOT session.is_day_open
    AND session.held_on BETWEEN today() AND date(today(), programme.due_soon_days || ' days')
UNION ALL
-- A session whose day is not fixed yet, from when its month is near until it is: `state` says which month that is. It is
-- ours to fix, and late for nobody.
SELECT
    'coming',
    'session',
    session.id,
    session.programme_id,
    NULL,
    session.key,
    session.title,
    session.title_en,
    session.kind,
    session.held_on,
    NULL,
    'secretariat',
    NULL,
    session.moment || session.uid,
    NULL,
    'fix_day'
FROM session
JOIN programme ON programme.id = session.programme_id
WHERE session.is_day_open
    AND date(session.held_on, 'start of month') <= date(today(), programme.due_soon_days || ' days');
