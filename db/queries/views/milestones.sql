-- Each milestone of a group with what law 3 says of it (domain/duties/judgement.py) as of today(): `due_on` is the
-- effective due date (law 2), `counts_on` the day that counts for whoever holds it, `late_after` the last day in time.
-- `is_owed`: the group has not left, or had a contract and this is of its settlement. Every list of duties asks for it.
CREATE TEMP VIEW milestone_now AS
SELECT
    *,
    group_status IN (SELECT status FROM status_in_figures)
        OR (was_contracted AND key IN (SELECT key FROM settlement_duty)) AS is_owed,
    duty_turn(judgement, today()) AS turn,
    duty_standing(judgement, today(), due_soon_days) AS standing,
    judged_act(judgement) AS act,
    judged_opens_on(judgement) AS opens_on,
    coalesce(judged_due_on(judgement), due_on) AS counts_on,
    judged_late_after(judgement) AS late_after,
    judged_since(judgement) AS since,
    judged_waits_for(judgement) AS waits_for,
    judged_is_settled(judgement) AS is_settled
FROM (
    SELECT
        *,
        judged(
            kind,
            state,
            due_on,
            group_status,
            is_internal,
            starts_on,
            opens_days,
            review_days,
            turn_since,
            again_on,
            consent_asked_on,
            mark,
            CASE WHEN mark IN ('欠席(連絡あり)', '欠席(連絡なし)') THEN (
                SELECT CASE
                    WHEN count(*) = 0 THEN 'none'
                    WHEN count(*) = count(done_on) THEN 'done'
                    ELSE coalesce(min(CASE WHEN done_on IS NULL THEN due_on END), 'open')
                END
                FROM action
                WHERE action.session_id = duty.session_id AND action.group_id = duty.group_id AND action.is_hidden = 0
            ) END,
            after_key,
            rest_state,
            CASE WHEN rest_id IS NOT NULL THEN
                coalesce((SELECT max(submitted_on) FROM submission_round WHERE milestone_id = rest_id), rest_state_on)
            END,
            was_contracted,
            key
        ) AS judgement
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
            -- Asked only of those that left: whether there is anything to settle.
            CASE WHEN adopted_group.status NOT IN (SELECT status FROM status_in_figures) THEN EXISTS (
                SELECT 1 FROM contract_now WHERE contract_now.group_id = adopted_group.id
            ) ELSE 0 END AS was_contracted,
            effective_due(milestone.planned_on, newest_extension.extended_to, milestone_plan.holiday_policy) AS due_on,
            CASE
                WHEN newest_extension.consent_on IS NULL
                    AND newest_extension.extended_to > programme.work_ends_on
                    AND milestone_plan.kind <> 'session'
                THEN newest_extension.recorded_on
            END AS consent_asked_on,
            newest_round.round,
            CASE WHEN milestone.state = '差戻し' THEN newest_round.again_by END AS again_on,
            session.id AS session_id,
            CASE WHEN session.id IS NOT NULL THEN coalesce(attendance.mark, '未確認') END AS mark,
            rest.id AS rest_id,
            rest.state AS rest_state,
            rest.state_on AS rest_state_on
        FROM milestone
        JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
        JOIN adopted_group ON adopted_group.id = milestone.group_id
        JOIN programme ON programme.id = adopted_group.programme_id
        LEFT JOIN extension AS newest_extension ON newest_extension.id = (
            SELECT id FROM extension WHERE milestone_id = milestone.id ORDER BY moment DESC, uid DESC LIMIT 1
        )
        LEFT JOIN submission_round AS newest_round ON newest_round.id = (
            SELECT id FROM submission_round WHERE milestone_id = milestone.id ORDER BY round DESC LIMIT 1
        )
        LEFT JOIN session ON milestone_plan.kind = 'session' AND session.milestone_plan_id = milestone.plan_id
        LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = milestone.group_id
        LEFT JOIN milestone_plan AS rest_plan
            ON milestone_plan.after_key <> ''
            AND rest_plan.programme_id = milestone_plan.programme_id
            AND rest_plan.key = milestone_plan.after_key
        LEFT JOIN milestone AS rest ON rest.group_id = milestone.group_id AND rest.plan_id = rest_plan.id
    ) AS duty
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
