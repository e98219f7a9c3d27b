-- The board: of each state the first cards, and how many there are in all. Chosen by issue_filter.sql.
SELECT * FROM (
    SELECT
        issue_now.id,
        issue_now.version,
        issue_now.state,
        issue_now.severity,
        issue_now.category,
        issue_now.subcategory,
        issue_now.title,
        issue_now.group_no,
        issue_now.group_name AS "group",
        issue_now.opened_on AS opened,
        issue_now.closed_on AS closed,
        count(*) OVER (PARTITION BY issue_now.state) AS total,
        row_number() OVER (
            PARTITION BY issue_now.state
            ORDER BY
                issue_now.closed_on DESC,
                CASE WHEN :without_remedy THEN issue_now.opened_on END,
                CASE issue_now.severity WHEN '重' THEN 1 WHEN '中' THEN 2 ELSE 3 END,
                issue_now.opened_on,
                issue_now.moment,
                issue_now.uid
        ) AS place
    FROM issue_now
    WHERE issue_now.state <> '取下げ'
        AND {filter}
)
WHERE place <= :most
ORDER BY state, place
