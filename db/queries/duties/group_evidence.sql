SELECT evidence.*, group_cost.cost_item_id AS item_id
FROM evidence
JOIN group_cost ON group_cost.id = evidence.cost_id
WHERE group_cost.group_id = :group_id
ORDER BY evidence.moment, evidence.uid
