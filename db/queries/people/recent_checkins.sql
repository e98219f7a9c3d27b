-- How many check-ins each person held (attempts that were not answered are none) in a year's programme since a day.
SELECT answered_checkin.staff_id, count(*) AS held
FROM answered_checkin
JOIN adopted_group ON adopted_group.id = answered_checkin.group_id
WHERE adopted_group.programme_id = :programme_id
    AND answered_checkin.held_on > date(today(), '-30 days')
    AND answered_checkin.held_on <= today()
GROUP BY answered_checkin.staff_id
