-- The groups of a review in its order, with all that its minutes tell save what was done on the spot.
SELECT
    review_group.id,
    review_group.position,
    review_group.terms,
    review_group.looked_on,
    review_group.decided AS decision,
    review_group.turn,
    review_group.due_on,
    action.id AS promise_id,
    review_staff.name AS by,
    adopted_group.number AS group_no,
    organization.name AS "group",
    adopted_group.status,
    adopted_group.status_on,
    main_staff.name AS main_staff
FROM review_group
JOIN adopted_group ON adopted_group.id = review_group.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff AS main_staff ON main_staff.id = adopted_group.main_staff_id
LEFT JOIN staff AS review_staff ON review_staff.id = review_group.staff_id
LEFT JOIN action ON action.id = review_group.action_id AND action.is_hidden = 0
WHERE review_group.review_id = :review_id
ORDER BY review_group.position
