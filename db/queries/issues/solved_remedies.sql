-- What helped where an issue was solved, by other groups and in every year: from these the likest are offered.
-- Targets and blocks are joined by a sign that no label holds.
SELECT
    remedy.id,
    remedy.moment,
    remedy.uid,
    remedy.issue_id AS issue,
    programme.fiscal_year AS year,
    issue_now.group_id,
    issue_now.group_no,
    issue_now.group_name AS "group",
    issue_now.category,
    issue_now.subcategory,
    issue_now.title AS issue_title,
    issue_now.note,
    remedy.tried_on AS tried,
    remedy.text,
    remedy.result,
    remedy.result_note,
    (SELECT group_concat(code, char(31)) FROM group_target WHERE group_id = issue_now.group_id) AS targets,
    (SELECT group_concat(block, char(31)) FROM group_block WHERE group_id = issue_now.group_id) AS blocks
FROM remedy
JOIN issue_now ON issue_now.id = remedy.issue_id
JOIN programme ON programme.id = issue_now.programme_id
WHERE remedy.is_hidden = 0
    AND remedy.result IN ('効果あり', '一部効果')
    AND issue_now.state = '解決'
    AND (:group_id IS NULL OR issue_now.group_id <> :group_id)
ORDER BY remedy.tried_on DESC, remedy.moment DESC, remedy.uid DESC
LIMIT :most
