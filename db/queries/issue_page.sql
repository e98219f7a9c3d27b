-- A stretch of the list of issues, in the order of one of its columns. Groups that left are in no count.
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
WHERE issue_now.programme_id = :programme_id
    AND (:with_closed OR issue_now.closed_on IS NULL)
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
ORDER BY {order}
LIMIT :limit OFFSET :offset
