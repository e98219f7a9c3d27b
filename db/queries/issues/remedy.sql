SELECT remedy.*, issue_now.group_no, issue_now.title AS issue_title
FROM remedy
JOIN issue_now ON issue_now.id = remedy.issue_id
WHERE remedy.id = :remedy_id
