-- Issues of the groups that a filter leaves, each with its remedies in one text. {filter} is put in by services.export_source.
SELECT
    issue.uid,
    issue.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    issue.category,
    issue.subcategory,
    issue.title,
    issue.severity,
    issue.state AS issue_state,
    issue.noticed,
    issue.opened_on,
    issue.closed_on,
    issue.note,
    (
        SELECT group_concat(line, char(10)) FROM (
            SELECT
                replace(remedy.tried_on, '-', '/') || ' ' || remedy.text || '（' || remedy.result
                    || CASE WHEN remedy.result_note = '' THEN '' ELSE ': ' || remedy.result_note END || '）' AS line
            FROM remedy
            WHERE remedy.issue_id = issue.id AND remedy.is_hidden = 0
            ORDER BY remedy.tried_on, remedy.moment, remedy.uid
        )
    ) AS remedies
FROM group_now
JOIN issue ON issue.group_id = group_now.id
WHERE {filter}
ORDER BY group_now.number, issue.opened_on, issue.moment, issue.uid
