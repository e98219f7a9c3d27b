-- Attempts that nobody answered since each group was last reached, newest first.
SELECT checkin.id, checkin.group_id, checkin.held_on
FROM checkin
JOIN adopted_group ON adopted_group.id = checkin.group_id
WHERE adopted_group.programme_id = :programme_id
    AND adopted_group.status = '実施中'
    AND checkin.answer <> ''
    AND checkin.is_hidden = 0
    AND checkin.held_on <= today()
    AND NOT EXISTS (
        SELECT 1 FROM answered_checkin AS later
        WHERE later.group_id = checkin.group_id
            AND later.held_on BETWEEN checkin.held_on AND today()
            AND (later.held_on, later.moment, later.uid) > (checkin.held_on, checkin.moment, checkin.uid)
    )
ORDER BY checkin.group_id, checkin.held_on DESC, checkin.moment DESC, checkin.uid DESC
