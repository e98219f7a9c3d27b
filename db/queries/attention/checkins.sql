-- The last two check-ins of each group that were answered and say how it seemed, newest first.
SELECT id, group_id, held_on, condition
FROM (
    SELECT
        checkin.id,
        checkin.group_id,
        checkin.held_on,
        checkin.condition,
        row_number() OVER (
            PARTITION BY checkin.group_id ORDER BY checkin.held_on DESC, checkin.moment DESC, checkin.uid DESC
        ) AS place
    FROM answered_checkin AS checkin
    JOIN adopted_group ON adopted_group.id = checkin.group_id
    WHERE adopted_group.programme_id = :programme_id
        AND adopted_group.status = '実施中'
        AND checkin.held_on <= today()
        AND checkin.condition <> ''
)
WHERE place <= 2
ORDER BY group_id, place
