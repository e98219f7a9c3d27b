-- What reviews decided for a group, the newest review first.
SELECT
    review.id AS review,
    review.started_on,
    review_group.looked_on AS decided_on,
    review_group.decided AS decision,
    review_group.turn,
    staff.name AS by,
    review_group.due_on,
    action.id IS NOT NULL AS is_promised,
    action.done_on
FROM review_group
JOIN review ON review.id = review_group.review_id
LEFT JOIN staff ON staff.id = review_group.staff_id
LEFT JOIN action ON action.id = review_group.action_id AND action.is_hidden = 0
WHERE review_group.group_id = :group_id AND review_group.decided <> ''
ORDER BY review.started_on DESC, review.moment DESC, review.uid DESC
