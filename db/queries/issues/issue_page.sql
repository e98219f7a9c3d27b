-- A stretch of the list of issues, in the order of one of its columns. Chosen by issue_filter.sql.
SELECT
    issue_now.id,
    issue_now.version,
    issue_now.state,
    issue_now.severity,
    issue_now.category,
    issue_now.subcategory,
    issue_now.noticed,
    issue_now.title,
    issue_now.group_no,
    issue_now.group_name AS "group",
    issue_now.opened_on AS opened,
    issue_now.closed_on AS closed,
    (SELECT name FROM staff WHERE id = issue_now.main_staff_id) AS staff,
    (SELECT count(*) FROM remedy WHERE issue_id = issue_now.id AND is_hidden = 0) AS remedies
FROM issue_now
WHERE (:with_closed OR issue_now.closed_on IS NULL)
    AND {filter}
ORDER BY {order}
LIMIT :limit OFFSET :offset
