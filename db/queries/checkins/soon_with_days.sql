-- How many duties would be due soon (期限間近) as of today() if that began :soon_days before.
SELECT count(*) AS count FROM milestone_now
WHERE programme_id = :programme_id
    AND milestone_standing(
        state, due_on, today(), :soon_days, group_status, turn_since, review_days, is_internal) = '期限間近'
