-- Each milestone of a group with how it stands as of today(). What law 3 says of it stands in its stored days
-- (domain/duties/judgement.py, store/stored_days.py); here days are compared, and nothing else is decided (`turn_on` and
-- `standing_on` say the same). `due_on` is the effective due date (law 2), `counts_on` the day that counts for whoever
-- holds it, `late_after` the last day in time. `is_owed`: the group has not left, or had a contract and this is of its
-- settlement. Every list of duties asks for it.
CREATE TEMP VIEW milestone_now AS
SELECT
    *,
    CASE
        WHEN ends_as IS NOT NULL THEN ends_as
        WHEN waits_for IS NOT NULL THEN '前提待ち'
        WHEN turn = 'ministry' THEN '内閣府対応待ち'
        WHEN turn = 'secretariat' AND (late_after IS NULL OR late_after >= (SELECT today())) THEN '事務局対応待ち'
        WHEN turn = 'secretariat' AND act = 'review' THEN '確認遅れ'
        WHEN turn = 'secretariat' THEN '事務局遅れ'
        WHEN turn = 'group' AND late_after < (SELECT today()) THEN '期限超過'
        WHEN NOT is_day_open AND counts_on <= date((SELECT today()), due_soon_days || ' days') THEN '期限間近'
        ELSE '予定'
    END AS standing
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
        milestone.uid,
        milestone_plan.key,
        milestone_plan.position,
        milestone_plan.title,
        milestone_plan.title_en,
        milestone_plan.kind,
        milestone_plan.holiday_policy,
        milestone_plan.review_days,
        milestone_plan.required,
        milestone_plan.is_internal,
        milestone_plan.after_key,
        programme.due_soon_days,
        programme.opens_days,
        programme.starts_on,
        programme.work_ends_on,
        adopted_group.programme_id,
        adopted_group.number,
        adopted_group.status AS group_status,
        adopted_group.status IN (SELECT status FROM status_in_figures) OR (
            milestone_plan.key IN (SELECT key FROM settlement_duty)
            AND EXISTS (SELECT 1 FROM contract_now WHERE contract_now.group_id = adopted_group.id)
        ) AS is_owed,
        duty_day.due_on,
        duty_day.counts_on,
        duty_day.act,
        duty_day.opens_on,
        duty_day.late_after,
        duty_day.since,
        duty_day.waits_for,
        duty_day.ends_as,
        duty_day.ends_as IS NOT NULL AS is_settled,
        CASE WHEN duty_day.opens_on IS NULL OR duty_day.opens_on <= (SELECT today()) THEN duty_day.holder END AS turn,
        (
            SELECT CASE WHEN consent_on IS NULL AND extended_to > programme.work_ends_on THEN recorded_on END
            FROM extension
            WHERE milestone_id = milestone.id AND milestone_plan.kind <> 'session'
            ORDER BY moment DESC, uid DESC LIMIT 1
        ) AS consent_asked_on,
        (SELECT max(round) FROM submission_round WHERE milestone_id = milestone.id) AS round,
        CASE WHEN milestone.state = '差戻し' THEN (
            SELECT again_by FROM submission_round WHERE milestone_id = milestone.id ORDER BY round DESC LIMIT 1
        ) END AS again_on,
        session.id AS session_id,
        coalesce(session.is_day_open, 0) AS is_day_open,
        CASE WHEN session.id IS NOT NULL THEN coalesce(
            (SELECT mark FROM attendance WHERE session_id = session.id AND group_id = milestone.group_id), '未確認'
        ) END AS mark
    FROM milestone
    JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
    JOIN adopted_group ON adopted_group.id = milestone.group_id
    JOIN programme ON programme.id = adopted_group.programme_id
    JOIN duty_day ON duty_day.milestone_id = milestone.id
    LEFT JOIN session ON milestone_plan.kind = 'session' AND session.milestone_plan_id = milestone.plan_id
);

-- When each group's contract was concluded.
CREATE TEMP VIEW contract_now AS
SELECT milestone.group_id, milestone.state_on AS contract_on
FROM milestone
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
WHERE milestone_plan.kind = 'contract' AND milestone.state = '受理';

-- The day from which days in turn are counted; nothing where it is nobody's turn.
CREATE TEMP VIEW turn_now AS
SELECT milestone_now.id AS milestone_id, milestone_now.since AS began_on
FROM milestone_now
WHERE milestone_now.turn IS NOT NULL;
