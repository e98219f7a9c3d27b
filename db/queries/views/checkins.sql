-- The contacts that were answered: an attempt that was not counts for no cadence and says nothing of the group.
CREATE TEMP VIEW answered_checkin AS
SELECT * FROM checkin WHERE is_hidden = 0 AND answer = '';

-- When each group had its last check-in and is due for the next, as of today(), by the rules of its tier.
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
                SELECT held_on FROM answered_checkin
                WHERE group_id = adopted_group.id
                ORDER BY held_on DESC, moment DESC, uid DESC LIMIT 1
            ) AS last_checkin_on,
            (
                SELECT next_on FROM answered_checkin
                WHERE group_id = adopted_group.id
                ORDER BY held_on DESC, moment DESC, uid DESC LIMIT 1
            ) AS agreed_on,
            (SELECT contract_on FROM contract_now WHERE group_id = adopted_group.id) AS contract_on
        FROM adopted_group
        JOIN programme ON programme.id = adopted_group.programme_id
    )
);
