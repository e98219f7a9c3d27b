-- What was tried, newest first: of one issue, of one group, or of every year in the file.
SELECT
    remedy.id,
    remedy.version,
    remedy.issue_id AS issue,
    programme.fiscal_year AS year,
    issue_now.group_no,
    issue_now.group_name AS "group",
    issue_now.category,
    issue_now.subcategory,
    issue_now.title AS issue_title,
    issue_now.state AS issue_state,
    remedy.tried_on AS tried,
    remedy.text,
    remedy.result,
    remedy.result_note,
    staff.name AS staff
FROM remedy
JOIN issue_now ON issue_now.id = remedy.issue_id
JOIN programme ON programme.id = issue_now.programme_id
LEFT JOIN staff ON staff.id = remedy.staff_id
WHERE remedy.is_hidden = 0
    AND (:issue_id IS NULL OR remedy.issue_id = :issue_id)
    AND (:group_id IS NULL OR issue_now.group_id = :group_id)
    AND (:category IS NULL OR issue_now.category = :category)
    AND (:subcategory IS NULL OR issue_now.subcategory = :subcategory)
    AND (:result IS NULL OR remedy.result = :result)
    AND (
        :target IS NULL
        OR EXISTS (SELECT 1 FROM group_target WHERE group_id = issue_now.group_id AND code = :target)
    )
    AND (
        :block IS NULL
        OR EXISTS (
            SELECT 1 FROM group_block
            WHERE group_id = issue_now.group_id AND block IN (:block, '全国')
        )
    )
ORDER BY remedy.tried_on DESC, remedy.moment DESC, remedy.uid DESC
