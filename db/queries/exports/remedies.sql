-- What was tried for the issues of the groups that a filter leaves. {filter} is put in by services.export_source.
SELECT
    remedy.uid,
    remedy.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    issue.title,
    remedy.tried_on,
    remedy.text AS remedy,
    remedy.result,
    remedy.result_note,
    staff.name AS staff
FROM group_now
JOIN issue ON issue.group_id = group_now.id
JOIN remedy ON remedy.issue_id = issue.id
LEFT JOIN staff ON staff.id = remedy.staff_id
WHERE remedy.is_hidden = 0 AND {filter}
ORDER BY group_now.number, issue.opened_on, issue.moment, issue.uid, remedy.tried_on, remedy.moment, remedy.uid
