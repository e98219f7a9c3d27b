-- Every active group with when it is to be heard from (law 4), most pressing first.
SELECT
    checkin_now.group_id,
    checkin_now.number AS group_no,
    group_now.name AS group_name,
    group_now.support_tier AS tier,
    group_now.main_staff AS staff,
    checkin_now.last_checkin_on AS last_on,
    checkin_now.days_since,
    checkin_now.agreed_on,
    checkin_now.due_on,
    checkin_now.maximum_on,
    CASE checkin_now.standing
        WHEN 'ok' THEN nearness(checkin_now.due_on, today(), programme.due_soon_days)
        ELSE checkin_now.standing
    END AS nearness,
    (
        SELECT condition FROM answered_checkin
        WHERE group_id = checkin_now.group_id AND condition <> ''
        ORDER BY held_on DESC, moment DESC, uid DESC LIMIT 1
    ) AS condition
FROM checkin_now
JOIN group_now ON group_now.id = checkin_now.group_id
JOIN programme ON programme.id = checkin_now.programme_id
WHERE checkin_now.programme_id = :programme_id
    AND checkin_now.standing IN ('ok', 'due', 'overdue')
    AND (
        :with_all
        OR checkin_now.standing <> 'ok'
        OR checkin_now.due_on <= date(today(), programme.due_soon_days || ' days')
    )
    AND (:staff_id IS NULL OR :staff_id IN (group_now.main_staff_id, group_now.deputy_staff_id))
    AND (:group_id IS NULL OR checkin_now.group_id = :group_id)
ORDER BY
    CASE checkin_now.standing WHEN 'overdue' THEN 1 WHEN 'due' THEN 2 ELSE 3 END,
    CASE checkin_now.standing WHEN 'overdue' THEN checkin_now.maximum_on ELSE checkin_now.due_on END,
    checkin_now.number
