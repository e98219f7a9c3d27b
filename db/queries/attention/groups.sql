-- Every active group of the year with what its terms ask once: who accompanies it, when it was last heard from, whether
-- what lacks with its local government was named, and what is known of its money.
SELECT
    group_now.id,
    group_now.number,
    group_now.name,
    group_now.main_staff,
    group_now.took_part_last_year,
    checkin_now.standing AS checkin_standing,
    checkin_now.maximum_on,
    checkin_now.days_since,
    first_training.held_on AS first_training_on,
    government.group_id IS NOT NULL AS has_government_gap,
    group_now.settlers,
    group_now.own_clerk,
    group_now.first_public_money,
    group_now.staff_count,
    group_now.founded_year,
    checkin_now.contract_on,
    coalesce(group_now.vouchers_seen_on <= today() OR money.vouchers > 0, 0) AS has_vouchers,
    money.budget,
    -- What was reported for an item tells all of it; where nothing was, its vouchers that were paid tell what is known.
    money.spent
FROM group_now
JOIN checkin_now ON checkin_now.group_id = group_now.id
LEFT JOIN first_training ON first_training.programme_id = group_now.programme_id
LEFT JOIN (
    SELECT group_id FROM linkage
    WHERE counterpart_kind = '自治体' AND identified_on <= today() AND is_hidden = 0
    UNION
    -- Whoever wrote it down as an issue has named it as well.
    SELECT group_id FROM issue WHERE category = 'government' AND opened_on <= today()
) AS government ON government.group_id = group_now.id
LEFT JOIN (
    SELECT
        group_cost.group_id,
        sum(group_cost.budget_yen) AS budget,
        sum(coalesce(group_cost.reported_yen, paid.amount)) AS spent,
        coalesce(sum(paid.vouchers), 0) AS vouchers
    FROM group_cost
    LEFT JOIN (
        SELECT
            cost_id,
            sum(amount_yen) FILTER (WHERE payment_on <= today()) AS amount,
            count(*) AS vouchers
        FROM evidence
        GROUP BY cost_id
    ) AS paid ON paid.cost_id = group_cost.id
    GROUP BY group_cost.group_id
) AS money ON money.group_id = group_now.id
WHERE group_now.programme_id = :programme_id AND group_now.status = '実施中'
ORDER BY group_now.number
