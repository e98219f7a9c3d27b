-- What is still open in a year, of the groups that there is still something to do with: duties whose state is not among
-- the :settled ones, promises that are not done, issues that are not closed.
WITH at_work AS (
    SELECT id FROM adopted_group
    WHERE programme_id = :programme_id AND status IN (SELECT status FROM status_at_work)
)
SELECT
    (SELECT count(*) FROM adopted_group WHERE programme_id = :programme_id) AS groups,
    (
        SELECT count(*) FROM at_work
        JOIN milestone ON milestone.group_id = at_work.id
        WHERE milestone.state NOT IN (SELECT value FROM json_each(:settled))
    ) AS duties,
    (
        SELECT count(*) FROM at_work
        JOIN action ON action.group_id = at_work.id
        WHERE action.done_on IS NULL AND action.is_hidden = 0
    ) AS promises,
    (
        SELECT count(*) FROM at_work
        JOIN issue ON issue.group_id = at_work.id
        WHERE issue.closed_on IS NULL
    ) AS issues
