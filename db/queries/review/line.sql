-- One group of a review: what was frozen of it and what was decided, and the group as it stands now.
SELECT
    review_group.*,
    review_staff.name AS staff,
    -- What the decision became; one that was withdrawn from view is none.
    action.id AS promise_id,
    group_now.number AS group_no,
    group_now.name AS "group",
    group_now.project,
    group_now.status,
    group_now.status_on,
    group_now.support_tier,
    group_now.main_staff,
    group_now.deputy_staff
FROM review_group
JOIN group_now ON group_now.id = review_group.group_id
LEFT JOIN staff AS review_staff ON review_staff.id = review_group.staff_id
LEFT JOIN action ON action.id = review_group.action_id AND action.is_hidden = 0
WHERE review_group.review_id = :review_id AND review_group.position = :position
