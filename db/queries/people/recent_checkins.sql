-- How many check-ins each person held in a year's programme since a day.
SELECT checkin.staff_id, count(*) AS held
FROM checkin
JOIN adopted_group ON adopted_group.id = checkin.group_id
WHERE adopted_group.programme_id = :programme_id
    AND checkin.is_hidden = 0
    AND checkin.held_on > date(today(), '-30 days')
    AND checkin.held_on <= today()
GROUP BY checkin.staff_id
