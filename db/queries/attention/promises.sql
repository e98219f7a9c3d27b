-- Promises whose day has passed. A follow-up of an absence is told with the session.
SELECT action.id, action.group_id, action.title, action.turn, action.due_on
FROM action
JOIN adopted_group ON adopted_group.id = action.group_id
WHERE adopted_group.programme_id = :programme_id
    AND adopted_group.status = '実施中'
    AND action.session_id IS NULL
    AND action.done_on IS NULL
    AND action.is_hidden = 0
    AND action.due_on < today()
ORDER BY action.group_id, action.due_on, action.moment, action.uid
