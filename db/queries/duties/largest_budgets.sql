-- Groups whose budgets come to more than :cap_yen, the largest first.
SELECT adopted_group.number, sum(group_cost.budget_yen) AS budget_yen
FROM group_cost
JOIN adopted_group ON adopted_group.id = group_cost.group_id
WHERE adopted_group.programme_id = :programme_id
GROUP BY adopted_group.id
HAVING sum(group_cost.budget_yen) > :cap_yen
ORDER BY 2 DESC, 1
