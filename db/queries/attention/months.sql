-- The months of each group up to this one: how often something was planned and done, and how many came newly.
SELECT
    activity_month.group_id,
    activity_month.month,
    max(activity_month.times) FILTER (WHERE activity_month.stage = '計画') AS planned,
    max(activity_month.times) FILTER (WHERE activity_month.stage = '実績') AS times,
    max(activity_month.newcomers) FILTER (WHERE activity_month.stage = '実績') AS newcomers
FROM adopted_group
JOIN activity_month ON activity_month.group_id = adopted_group.id
WHERE adopted_group.programme_id = :programme_id
    AND adopted_group.status = '実施中'
    AND activity_month.month <= strftime('%Y-%m', today())
GROUP BY activity_month.group_id, activity_month.month
ORDER BY activity_month.group_id, activity_month.month
