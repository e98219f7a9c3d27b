-- Views of this connection: each row with what the rules say of it as of today().
-- today(), effective_due(), milestone_standing(), turn_of(), turn_began_on(), checkin_…() are the domain's rules, callable from SQL.

CREATE TEMP VIEW milestone_now AS
SELECT
    *,
    turn_of(state, group_status) AS turn,
    milestone_standing(
        state, due_on, today(), due_soon_days, group_status, turn_since, review_days, is_internal
    ) AS standing
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
        milestone_plan.is_internal,
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
    NULL
FROM session
JOIN programme ON programme.id = session.programme_id
WHERE session.held_on BETWEEN today() AND date(today(), programme.due_soon_days || ' days');

-- Everything that is found by its words, each with where it belongs and the day that it tells of.
-- `text` is what was written, its parts joined by line ends; `heading` says what it is about.
CREATE TEMP VIEW searchable AS
SELECT
    'checkin' AS kind, id AS row_id, group_id, NULL AS programme_id, held_on AS day, '' AS heading, note AS text
FROM checkin
WHERE is_hidden = 0
UNION ALL
SELECT 'issue', id, group_id, NULL, opened_on, title, title || char(10) || note
FROM issue
UNION ALL
SELECT
    'remedy', remedy.id, issue.group_id, NULL, remedy.tried_on, issue.title,
    remedy.text || char(10) || remedy.result_note
FROM remedy
JOIN issue ON issue.id = remedy.issue_id
WHERE remedy.is_hidden = 0
UNION ALL
SELECT
    'action', action.id, action.group_id, NULL, coalesce(action.done_on, action.due_on), '',
    action.title || coalesce((
        SELECT char(10) || group_concat(reason, char(10)) FROM postponement WHERE action_id = action.id
    ), '')
FROM action
WHERE action.is_hidden = 0
UNION ALL
SELECT
    'linkage', linkage.id, linkage.group_id, NULL,
    coalesce((SELECT max(reached_on) FROM linkage_level WHERE linkage_id = linkage.id), linkage.identified_on),
    counterpart_kind,
    counterpart || char(10) || role_split || char(10) || counterpart_benefit || char(10) || gap || coalesce((
        SELECT char(10) || group_concat(note, char(10)) FROM linkage_level WHERE linkage_id = linkage.id
    ), '')
FROM linkage
WHERE linkage.is_hidden = 0
UNION ALL
SELECT
    'indicator', indicator.id, indicator.group_id, NULL,
    (SELECT max(measured_on) FROM indicator_actual WHERE indicator_id = indicator.id),
    '',
    name || ' ' || unit || char(10) || narrative || coalesce((
        SELECT char(10) || group_concat(note, char(10)) FROM indicator_actual WHERE indicator_id = indicator.id
    ), '')
FROM indicator
UNION ALL
SELECT
    'contact', contact.id, adopted_group.id, NULL, NULL, '',
    contact.name || char(10) || contact.role || char(10) || contact.phone || char(10) || contact.mail
        || char(10) || contact.note
FROM contact
JOIN adopted_group ON adopted_group.organization_id = contact.organization_id
WHERE contact.is_hidden = 0
UNION ALL
SELECT
    'comment', round_comment.id, milestone.group_id, NULL, date(round_comment.at), milestone_plan.title,
    round_comment.text
FROM round_comment
JOIN submission_round ON submission_round.id = round_comment.round_id
JOIN milestone ON milestone.id = submission_round.milestone_id
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
UNION ALL
SELECT
    'attendance', attendance.id, attendance.group_id, NULL, session.held_on, session.title,
    attendance.names || char(10) || attendance.note
FROM attendance
JOIN session ON session.id = attendance.session_id
WHERE attendance.names <> '' OR attendance.note <> ''
UNION ALL
-- An answer without a name belongs to no group, only to the year of its session.
SELECT
    'survey', session_survey.id, session_survey.group_id, session.programme_id, session.held_on, session.title,
    session_survey.comment
FROM session_survey
JOIN session ON session.id = session_survey.session_id
WHERE session_survey.is_hidden = 0
UNION ALL
SELECT
    'extension', extension.id, milestone.group_id, NULL, extension.recorded_on, milestone_plan.title,
    extension.reason
FROM extension
JOIN milestone ON milestone.id = extension.milestone_id
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
UNION ALL
SELECT
    'group', group_now.id, group_now.id, NULL, NULL, '',
    group_now.number || char(10) || group_now.name || char(10) || coalesce((
        SELECT group_concat(name, char(10)) FROM organization_alias
        WHERE organization_id = group_now.organization_id
    ), '') || char(10) || group_now.project || char(10) || group_now.targets_text || char(10) || group_now.area
FROM group_now;
-- Each issue with the group that has it; what a list, the board and the trend choose from.
CREATE TEMP VIEW issue_now AS
SELECT
    issue.*,
    adopted_group.programme_id,
    adopted_group.number AS group_no,
    adopted_group.status AS group_status,
    adopted_group.main_staff_id,
    adopted_group.deputy_staff_id,
    organization.name AS group_name
FROM issue
JOIN adopted_group ON adopted_group.id = issue.group_id
JOIN organization ON organization.id = adopted_group.organization_id;

-- The first training session of each year's plan: by then what a linkage lacks should have been named (report 7.(3)).
CREATE TEMP VIEW first_training AS
SELECT
    programme_id,
    coalesce(
        min(CASE WHEN kind = '全体研修会' THEN held_on END),
        min(CASE WHEN milestone_plan_id IS NOT NULL THEN held_on END)
    ) AS held_on
FROM session
GROUP BY programme_id;

-- Each linkage with its level as of today(), whether what it lacks was named early, and whether it improved within the
-- programme's period: its newest level within the period is higher than the one before it (else than its first).
CREATE TEMP VIEW linkage_now AS
SELECT
    *,
    identified_on IS NOT NULL AND identified_on <= first_training_on AS is_early,
    coalesce(level_within > coalesce(level_before, level_first), 0) AS has_improved
FROM (
    SELECT
        linkage.*,
        adopted_group.programme_id,
        adopted_group.number AS group_no,
        adopted_group.status AS group_status,
        organization.name AS group_name,
        first_training.held_on AS first_training_on,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= today()
            ORDER BY reached_on DESC, id DESC LIMIT 1
        ) AS level,
        (
            SELECT reached_on FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= today()
            ORDER BY reached_on DESC, id DESC LIMIT 1
        ) AS level_on,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= programme.starts_on
            ORDER BY reached_on DESC, id DESC LIMIT 1
        ) AS level_before,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id
            ORDER BY reached_on, id LIMIT 1
        ) AS level_first,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id
                AND reached_on > programme.starts_on
                AND reached_on <= min(today(), programme.work_ends_on)
            ORDER BY reached_on DESC, id DESC LIMIT 1
        ) AS level_within
    FROM linkage
    JOIN adopted_group ON adopted_group.id = linkage.group_id
    JOIN organization ON organization.id = adopted_group.organization_id
    JOIN programme ON programme.id = adopted_group.programme_id
    LEFT JOIN first_training ON first_training.programme_id = programme.id
    WHERE linkage.is_hidden = 0
);
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
