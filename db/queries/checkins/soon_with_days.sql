-- How many duties would be due soon (期限間近) as of today() if that began :soon_days before.
SELECT count(*) AS count FROM milestone_now
WHERE programme_id = :programme_id
    AND standing IN ('期限間近', '予定')
    AND counts_on <= date(today(), :soon_days || ' days')
