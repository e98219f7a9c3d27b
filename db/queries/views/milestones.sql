-- Each milestone of a group with what the rules say of it as of today(): when it is due, whose move it is, how it stands.
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
        programme.due_soon_days,
        programme.starts_on,
        adopted_group.programme_id,
        adopted_group.number,
        adopted_group.status AS group_status,
        effective_due(
            milestone.planned_on,
            (
                SELECT extended_to FROM extension
                WHERE milestone_id = milestone.id
                ORDER BY moment DESC, uid DESC LIMIT 1
            ),
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
