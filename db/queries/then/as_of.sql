-- What is known of the day that today() says, as tables of the names that every other query asks for. The rows lie beside
-- them in tables of the same columns (then_NAME), in memory (`store/attention_then.py`). It is asked on asked_on(): no
-- moment is later than that.

-- Undated: each row as it was at the end of that day, by the moments of the acts.
CREATE VIEW adopted_group AS
SELECT * FROM then_adopted_group WHERE (SELECT today()) BETWEEN valid_from AND valid_to;

CREATE VIEW group_cost AS
SELECT * FROM then_group_cost WHERE (SELECT today()) BETWEEN valid_from AND valid_to;

-- The state by its own day, the planned day by the moment of the act.
CREATE VIEW milestone AS
SELECT * FROM then_milestone WHERE (SELECT today()) BETWEEN valid_from AND valid_to;

-- Of an issue how severe it was is undated.
CREATE VIEW issue AS
SELECT
    id, group_id, category, title, severity, opened_on, moment, uid,
    CASE WHEN closed_on <= (SELECT today()) THEN closed_on END AS closed_on
FROM then_issue
WHERE (SELECT today()) BETWEEN valid_from AND valid_to AND opened_on <= (SELECT today());

-- Dated: from their day on.
CREATE VIEW checkin AS
SELECT * FROM then_checkin WHERE held_on <= (SELECT today());

CREATE VIEW remedy AS
SELECT * FROM then_remedy WHERE tried_on <= (SELECT today());

CREATE VIEW linkage AS
SELECT * FROM then_linkage WHERE identified_on <= (SELECT today());

CREATE VIEW extension AS
SELECT
    id, milestone_id, extended_to, recorded_on, moment, uid,
    CASE WHEN consent_on <= (SELECT today()) THEN consent_on END AS consent_on
FROM then_extension
WHERE recorded_on <= (SELECT today());

CREATE VIEW submission_round AS
SELECT
    id, milestone_id, round, submitted_on,
    CASE WHEN decided_on <= (SELECT today()) THEN decision END AS decision,
    CASE WHEN decided_on <= (SELECT today()) THEN decided_on END AS decided_on,
    CASE WHEN decided_on <= (SELECT today()) THEN again_by END AS again_by
FROM then_submission_round
WHERE submitted_on <= (SELECT today());

-- What was marked counts from the day of the session on.
CREATE VIEW attendance AS
SELECT * FROM then_attendance
WHERE (SELECT held_on FROM session WHERE session.id = then_attendance.session_id) <= (SELECT today());

-- A promise has the day that it had before it was put off. A follow-up is there from when it was recorded, or done.
CREATE VIEW action AS
SELECT
    id, group_id, session_id, title, turn, is_hidden, moment, uid,
    CASE WHEN done_on <= (SELECT today()) THEN done_on END AS done_on,
    CASE
        WHEN EXISTS (SELECT 1 FROM postponement WHERE action_id = then_action.id AND recorded_on > (SELECT today()))
        THEN (
            SELECT postponed_from FROM postponement
            WHERE action_id = then_action.id AND recorded_on > (SELECT today())
            ORDER BY moment, uid LIMIT 1
        )
        ELSE due_on
    END AS due_on
FROM then_action
WHERE session_id IS NULL OR min(date(moment), asked_on(), coalesce(done_on, '9999')) <= (SELECT today());

-- A voucher is there from the first of its days, one without any from when it was recorded.
CREATE VIEW evidence AS
SELECT * FROM then_evidence
WHERE min(
    coalesce(estimate_on, '9999'), coalesce(order_on, '9999'), coalesce(delivery_on, '9999'),
    coalesce(invoice_on, '9999'), coalesce(payment_on, '9999'), date(moment), asked_on()
) <= (SELECT today());

-- A month counts as soon as it has begun.
CREATE VIEW activity_month AS
SELECT * FROM then_activity_month WHERE month <= strftime('%Y-%m', (SELECT today()));
