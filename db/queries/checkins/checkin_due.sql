SELECT
    last_checkin_on AS last_on,
    days_since,
    agreed_on,
    due_on,
    maximum_on,
    standing
FROM checkin_now
WHERE group_id = :group_id
