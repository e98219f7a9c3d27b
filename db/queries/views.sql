-- Views of this connection: each row with what the rules say of it as of today().
-- today(), effective_due(), milestone_standing(), turn_of(), turn_began_on(), checkin_…() are the domain's rules, callable from SQL.

CREATE TEMP VIEW milestone_now AS
SELECT
    *,
    turn_of(state, group_status) AS turn,
    milestone_standing(state, due_on, today(), due_soon_days, group_status, turn_since, review_days) AS standing
FROM (
    SELECT
        milestone.id,
        milestone.group_id,
        milestone.plan_id,
        milestone.planned_on,
        milestone.state,
        milestone.state_on,
        milestone.turn_since,
        milestone.note,
        milestone.version,
        milestone_plan.key,
        milestone_plan.position,
        milestone_plan.title,
        milestone_plan.title_en,
        milestone_plan.kind,
        milestone_plan.holiday_policy,
        milestone_plan.review_days,
        milestone_plan.required,
        programme.due_soon_days,
        programme.starts_on,
        adopted_group.programme_id,
        adopted_group.number,
        adopted_group.status AS group_status,
        effective_due(
            milestone.planned_on,
            (SELECT extended_to FROM extension WHERE milestone_id = milestone.id ORDER BY id DESC LIMIT 1),
            milestone_plan.holiday_policy
        ) AS due_on,
        (SELECT max(round) FROM submission_round WHERE milestone_id = milestone.id) AS round
    FROM milestone
    JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
    JOIN adopted_group ON adopted_group.id = milestone.group_id
    JOIN programme ON programme.id = adopted_group.programme_id
);

-- When each group's contract was concluded.
CREATE TEMP VIEW contract_now AS
SELECT milestone.group_id, milestone.state_on AS contract_on
FROM milestone
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
WHERE milestone_plan.kind = 'contract' AND milestone.state = '受理';

-- The day from which days in turn are counted; nothing where it is nobody's turn.
CREATE TEMP VIEW turn_now AS
SELECT
    milestone_now.id AS milestone_id,
    turn_began_on(
        milestone_now.state,
        milestone_now.kind,
        milestone_now.turn_since,
        (SELECT contract_on FROM contract_now WHERE group_id = milestone_now.group_id),
        milestone_now.starts_on
    ) AS began_on
FROM milestone_now
WHERE milestone_now.turn IS NOT NULL;

CREATE TEMP VIEW checkin_now AS
SELECT
    *,
    checkin_standing(due_on, maximum_on, today(), status) AS standing,
    CAST(julianday(today()) - julianday(last_checkin_on) AS INTEGER) AS days_since
FROM (
    SELECT
        *,
        checkin_due_on(last_checkin_on, agreed_on, contract_on, starts_on, ideal, maximum) AS due_on,
        checkin_maximum_on(last_checkin_on, agreed_on, contract_on, starts_on, ideal, maximum) AS maximum_on
    FROM (
        SELECT
            adopted_group.id AS group_id,
            adopted_group.programme_id,
            adopted_group.number,
            adopted_group.status,
            programme.starts_on,
            ideal_days(support_tier, own_ideal_days, own_maximum_days) AS ideal,
            maximum_days(support_tier, own_ideal_days, own_maximum_days) AS maximum,
            (
                SELECT held_on FROM checkin
                WHERE group_id = adopted_group.id AND is_hidden = 0
                ORDER BY held_on DESC, id DESC LIMIT 1
            ) AS last_checkin_on,
            (
                SELECT next_on FROM checkin
                WHERE group_id = adopted_group.id AND is_hidden = 0
                ORDER BY held_on DESC, id DESC LIMIT 1
            ) AS agreed_on,
            (SELECT contract_on FROM contract_now WHERE group_id = adopted_group.id) AS contract_on
        FROM adopted_group
        JOIN programme ON programme.id = adopted_group.programme_id
    )
);

CREATE TEMP VIEW group_now AS
SELECT
    adopted_group.*,
    organization.name,
    organization.name_key,
    organization.legal_form,
    main_staff.name AS main_staff,
    deputy_staff.name AS deputy_staff,
    programme.fiscal_year,
    -- Whether it took part the year before: by that year itself where the file holds it, else by the register's mark.
    CASE
        WHEN last_year.id IS NULL THEN adopted_group.adopted_last_year
        ELSE EXISTS (
            SELECT 1 FROM adopted_group AS earlier
            WHERE earlier.organization_id = adopted_group.organization_id AND earlier.programme_id = last_year.id
        )
    END AS took_part_last_year,
    (
        SELECT group_concat(block, '、') FROM (
            SELECT block FROM group_block WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS blocks,
    (
        SELECT group_concat(prefecture, '、') FROM (
            SELECT prefecture FROM group_prefecture WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS prefectures,
    (
        SELECT group_concat(label, '、') FROM (
            SELECT label FROM group_target WHERE group_id = adopted_group.id ORDER BY position
        )
    ) AS targets
FROM adopted_group
JOIN programme ON programme.id = adopted_group.programme_id
LEFT JOIN programme AS last_year ON last_year.fiscal_year = programme.fiscal_year - 1
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff AS main_staff ON main_staff.id = adopted_group.main_staff_id
LEFT JOIN staff AS deputy_staff ON deputy_staff.id = adopted_group.deputy_staff_id;

-- Everything that somebody has to do, each with how urgent it is and whose move it is.
-- A session to come is one line, not one for each group that is to attend it.
CREATE TEMP VIEW work_item AS
SELECT
    CASE standing
        WHEN '期限超過' THEN 'overdue'
        WHEN '確認遅れ' THEN 'overdue'
        WHEN '事務局手番' THEN 'waiting'
        ELSE 'soon'
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
    NULL AS staff_id
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
    NULL
FROM checkin_now
WHERE standing IN ('due', 'overdue')
UNION ALL
SELECT
    CASE
        WHEN action.due_on < today() THEN 'overdue'
        WHEN action.due_on = today() THEN 'due'
        WHEN action.due_on IS NULL THEN 'waiting'
        ELSE 'soon'
    END,
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
    action.staff_id
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
JOIN programme ON programme.id = adopted_group.programme_id
WHERE action.done_on IS NULL
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
    NULL
FROM session
JOIN programme ON programme.id = session.programme_id
WHERE session.held_on BETWEEN today() AND date(today(), programme.due_soon_days || ' days');

-- Every group of the year at every session: whether it stands on the session's page, and whether it was to come.
-- A session with invitations is for the invited; one without is a duty of all, or open to all and expected of nobody.
-- Whoever was marked counts also without an invitation.
CREATE TEMP VIEW attendance_now AS
SELECT
    *,
    NOT has_invitations OR is_invited OR mark <> '未確認' AS is_listed,
    CASE WHEN has_invitations THEN is_invited ELSE is_duty END OR mark <> '未確認' AS is_expected,
    mark IN ('出席(会場)', '出席(オンライン)', '録画視聴') AS is_present,
    mark IN ('欠席(連絡あり)', '欠席(連絡なし)') AS is_absent
FROM (
    SELECT
        session.id AS session_id,
        session.programme_id,
        session.held_on,
        session.milestone_plan_id IS NOT NULL AS is_duty,
        adopted_group.id AS group_id,
        adopted_group.number,
        adopted_group.status AS group_status,
        coalesce(attendance.mark, '未確認') AS mark,
        EXISTS (SELECT 1 FROM session_invitation WHERE session_id = session.id) AS has_invitations,
        session_invitation.id IS NOT NULL AS is_invited
    FROM session
    JOIN adopted_group ON adopted_group.programme_id = session.programme_id
    LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = adopted_group.id
    LEFT JOIN session_invitation
        ON session_invitation.session_id = session.id AND session_invitation.group_id = adopted_group.id
);

-- How often each group was absent in a row from the sessions that are a duty; what is not marked is passed over.
CREATE TEMP VIEW absence_now AS
SELECT
    adopted_group.id AS group_id,
    absences_in_a_row((
        SELECT group_concat(mark, '|') FROM (
            SELECT attendance.mark
            FROM attendance
            JOIN session ON session.id = attendance.session_id
            WHERE attendance.group_id = adopted_group.id
                AND session.milestone_plan_id IS NOT NULL
                AND session.held_on <= today()
            ORDER BY session.held_on, session.id
        )
    )) AS absences
FROM adopted_group;
