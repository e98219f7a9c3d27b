-- What the file says of each duty of the groups in :group_ids (a JSON list): domain/duties/judgement.py, DutyFacts.
SELECT
    milestone.id,
    milestone.group_id,
    milestone.planned_on,
    milestone.state,
    milestone.turn_since AS since,
    milestone_plan.kind,
    milestone_plan.holiday_policy,
    milestone_plan.review_days,
    milestone_plan.is_internal,
    milestone_plan.after_key AS rests_on,
    programme.opens_days,
    programme.recording_days,
    programme.followup_days,
    programme.starts_on,
    adopted_group.status AS group_status,
    milestone_plan.key,
    -- Asked only of those that left: whether there is anything to settle.
    CASE WHEN adopted_group.status NOT IN (SELECT status FROM status_in_figures) THEN EXISTS (
        SELECT 1 FROM contract_now WHERE contract_now.group_id = adopted_group.id
    ) ELSE 0 END AS was_contracted,
    newest_extension.extended_to,
    CASE
        WHEN newest_extension.consent_on IS NULL
            AND newest_extension.extended_to > programme.work_ends_on
            AND milestone_plan.kind <> 'session'
        THEN newest_extension.recorded_on
    END AS consent_asked_on,
    CASE WHEN milestone.state = '差戻し' THEN (
        SELECT again_by FROM submission_round WHERE milestone_id = milestone.id ORDER BY round DESC LIMIT 1
    ) END AS again_on,
    attendance.mark,
    coalesce(session.is_day_open, 0) AS is_day_open,
    -- none, done, open, or the day of those that are open
    CASE WHEN attendance.mark IN ('欠席(連絡あり)', '欠席(連絡なし)') THEN (
        SELECT CASE
            WHEN count(*) = 0 THEN 'none'
            WHEN count(*) = count(done_on) THEN 'done'
            ELSE coalesce(min(CASE WHEN done_on IS NULL THEN due_on END), 'open')
        END
        FROM action
        WHERE action.session_id = session.id AND action.group_id = milestone.group_id AND action.is_hidden = 0
    ) END AS followups,
    rest.state AS rest_state,
    CASE WHEN rest.id IS NOT NULL THEN
        coalesce((SELECT max(submitted_on) FROM submission_round WHERE milestone_id = rest.id), rest.state_on)
    END AS rest_in_on
FROM json_each(:group_ids)
CROSS JOIN milestone ON milestone.group_id = json_each.value
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
JOIN adopted_group ON adopted_group.id = milestone.group_id
JOIN programme ON programme.id = adopted_group.programme_id
LEFT JOIN extension AS newest_extension ON newest_extension.id = (
    SELECT id FROM extension WHERE milestone_id = milestone.id ORDER BY moment DESC, uid DESC LIMIT 1
)
LEFT JOIN session ON milestone_plan.kind = 'session' AND session.milestone_plan_id = milestone.plan_id
LEFT JOIN attendance ON attendance.session_id = session.id AND attendance.group_id = milestone.group_id
LEFT JOIN milestone_plan AS rest_plan
    ON milestone_plan.after_key <> ''
    AND rest_plan.programme_id = milestone_plan.programme_id
    AND rest_plan.key = milestone_plan.after_key
LEFT JOIN milestone AS rest ON rest.group_id = milestone.group_id AND rest.plan_id = rest_plan.id
