-- Month by month and category by category: opened, closed, and open at the month's end (this month: as of today()).
WITH RECURSIVE month (first, after) AS (
    SELECT date(:from_day, 'start of month'), date(:from_day, 'start of month', '+1 month')
    UNION ALL
    SELECT after, date(after, '+1 month') FROM month WHERE after <= today()
)
SELECT
    substr(month.first, 1, 7) AS month,
    issue_now.category,
    sum(issue_now.opened_on >= month.first AND issue_now.opened_on < month.after) AS opened,
    sum(coalesce(issue_now.closed_on >= month.first AND issue_now.closed_on < month.after, 0)) AS closed,
    sum(
        issue_now.opened_on < month.after
        AND (issue_now.closed_on IS NULL OR issue_now.closed_on >= month.after)
    ) AS open
FROM month
CROSS JOIN issue_now
WHERE issue_now.programme_id = :programme_id
    AND issue_now.group_status NOT IN ('辞退', '中止')
    AND (:staff_id IS NULL OR :staff_id IN (issue_now.main_staff_id, issue_now.deputy_staff_id))
    AND (:category IS NULL OR issue_now.category = :category)
    AND (:severity IS NULL OR issue_now.severity = :severity)
    AND (
        :block IS NULL
        OR EXISTS (
            SELECT 1 FROM group_block
            WHERE group_id = issue_now.group_id AND block IN (:block, '全国')
        )
    )
GROUP BY month.first, issue_now.category
ORDER BY month.first, issue_now.category
