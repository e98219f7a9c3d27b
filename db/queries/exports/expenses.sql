-- Every cost item of the groups that a filter leaves, also those with nothing recorded. {filter} is put in by
-- services.export_source.
SELECT
    group_cost.uid,
    group_cost.version,
    group_now.id AS group_id,
    group_now.number AS group_no,
    group_now.name AS "group",
    cost_item.title AS item,
    cost_item.title_en AS item_en,
    group_cost.budget_yen AS budget,
    group_cost.reported_yen AS reported,
    group_cost.proper_yen AS proper,
    coalesce((SELECT sum(amount_yen) FROM reallocation WHERE to_cost_id = group_cost.id), 0) AS received,
    coalesce((SELECT sum(amount_yen) FROM reallocation WHERE from_cost_id = group_cost.id), 0) AS given
FROM group_now
JOIN cost_item ON cost_item.programme_id = group_now.programme_id
LEFT JOIN group_cost ON group_cost.group_id = group_now.id AND group_cost.cost_item_id = cost_item.id
WHERE {filter}
ORDER BY group_now.number, cost_item.position
