SELECT
    cost_item.id AS item_id,
    cost_item.title,
    cost_item.title_en,
    group_cost.id AS cost_id,
    coalesce(group_cost.version, 0) AS version,
    coalesce(group_cost.budget_yen, 0) AS budget,
    group_cost.reported_yen AS reported,
    group_cost.proper_yen AS proper,
    coalesce(moved_in.total, 0) AS received,
    coalesce(moved_out.total, 0) AS given,
    coalesce(moved_out.unapproved, 0) - coalesce(moved_in.unapproved, 0) AS given_unapproved
FROM cost_item
LEFT JOIN group_cost ON group_cost.cost_item_id = cost_item.id AND group_cost.group_id = :group_id
LEFT JOIN (
    SELECT
        to_cost_id,
        sum(amount_yen) AS total,
        sum(amount_yen) FILTER (WHERE approved_on IS NULL) AS unapproved
    FROM reallocation
    GROUP BY to_cost_id
) AS moved_in ON moved_in.to_cost_id = group_cost.id
LEFT JOIN (
    SELECT
        from_cost_id,
        sum(amount_yen) AS total,
        sum(amount_yen) FILTER (WHERE approved_on IS NULL) AS unapproved
    FROM reallocation
    GROUP BY from_cost_id
) AS moved_out ON moved_out.from_cost_id = group_cost.id
WHERE cost_item.programme_id = :programme_id
ORDER BY cost_item.position
