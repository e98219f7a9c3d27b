-- What the check-ins of the groups in :group_ids (a JSON list) are counted from (law 4).
SELECT
    adopted_group.id AS group_id,
    adopted_group.support_tier,
    adopted_group.own_ideal_days,
    adopted_group.own_maximum_days,
    programme.starts_on,
    newest.held_on AS last_checkin_on,
    newest.next_on AS agreed_on,
    (SELECT contract_on FROM contract_now WHERE group_id = adopted_group.id) AS contract_on
FROM json_each(:group_ids)
CROSS JOIN adopted_group ON adopted_group.id = json_each.value
JOIN programme ON programme.id = adopted_group.programme_id
LEFT JOIN checkin AS newest ON newest.id = (
    SELECT id FROM checkin
    WHERE group_id = adopted_group.id AND is_hidden = 0
    ORDER BY held_on DESC, moment DESC, uid DESC LIMIT 1
)
