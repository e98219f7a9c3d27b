-- How an issue came to where it is, from the change log: who made it, and every state it went through.
SELECT unit.at, unit.by, change.before ->> 'state' AS state_before, change.after ->> 'state' AS state
FROM change
JOIN unit ON unit.id = change.unit_id
WHERE change.table_name = 'issue'
    AND change.row_id = :issue_id
    AND change.after IS NOT NULL
    AND change.before ->> 'state' IS NOT change.after ->> 'state'
ORDER BY unit.moment, unit.uid, change.id
