-- When each group had its last check-in and is due for the next, by the rules of its tier (stored days,
-- store/stored_days.py), and how that stands as of today(): days are compared as `checkin_standing` does.
CREATE TEMP VIEW checkin_now AS
SELECT
    adopted_group.id AS group_id,
    adopted_group.programme_id,
    adopted_group.number,
    adopted_group.status,
    checkin_day.last_checkin_on,
    checkin_day.agreed_on,
    checkin_day.contract_on,
    checkin_day.due_on,
    checkin_day.maximum_on,
    CASE
        WHEN adopted_group.status NOT IN (SELECT status FROM status_at_work) THEN 'none'
        WHEN checkin_day.maximum_on < (SELECT today()) THEN 'overdue'
        WHEN checkin_day.due_on <= (SELECT today()) THEN 'due'
        ELSE 'ok'
    END AS standing,
    CAST(julianday((SELECT today())) - julianday(checkin_day.last_checkin_on) AS INTEGER) AS days_since
FROM adopted_group
JOIN checkin_day ON checkin_day.group_id = adopted_group.id;
