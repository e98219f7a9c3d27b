-- Month by month and category by category: opened, closed, and open at the month's end (this month: as of today()).
-- Chosen by issue_filter.sql.
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
WHERE {filter}
GROUP BY month.first, issue_now.category
ORDER BY month.first, issue_now.category
