-- The milestone that the final audit of a group settles (the last audit of the plan), and the newest record of one.
SELECT milestone_now.key, milestone_now.state, newest.held_on AS "on", newest.result
FROM milestone_now
LEFT JOIN (
    SELECT group_id, held_on, result FROM final_audit WHERE group_id = :group_id ORDER BY held_on DESC LIMIT 1
) AS newest ON newest.group_id = milestone_now.group_id
WHERE milestone_now.group_id = :group_id AND milestone_now.kind = 'audit' AND milestone_now.is_internal = 0
ORDER BY milestone_now.position DESC
LIMIT 1
