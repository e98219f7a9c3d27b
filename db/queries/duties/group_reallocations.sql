SELECT
    reallocation.amount_yen AS amount,
    reallocation.recorded_on AS "on",
    reallocation.recorded_by AS by,
    reallocation.reason,
    reallocation.approved_on,
    source_item.title AS source,
    source_item.title_en AS source_en,
    target_item.title AS target,
    target_item.title_en AS target_en
FROM reallocation
JOIN group_cost AS source ON source.id = reallocation.from_cost_id
JOIN cost_item AS source_item ON source_item.id = source.cost_item_id
JOIN group_cost AS target ON target.id = reallocation.to_cost_id
JOIN cost_item AS target_item ON target_item.id = target.cost_item_id
WHERE source.group_id = :group_id
ORDER BY reallocation.recorded_on, reallocation.moment, reallocation.uid
