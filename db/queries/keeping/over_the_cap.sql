-- Groups whose budget is above the cap of their year (law of money): another program can write past the triggers.
SELECT adopted_group.number, programme.fiscal_year, sum(group_cost.budget_yen) AS budget, programme.cap_yen AS cap
FROM group_cost
JOIN adopted_group ON adopted_group.id = group_cost.group_id
JOIN programme ON programme.id = adopted_group.programme_id
GROUP BY adopted_group.id
HAVING sum(group_cost.budget_yen) > programme.cap_yen
ORDER BY programme.fiscal_year, adopted_group.number
