-- The groups of a review in its order, with what became of each.
SELECT
    review_group.id,
    review_group.position,
    adopted_group.number AS group_no,
    organization.name AS "group",
    adopted_group.status,
    review_group.looked_on IS NOT NULL AS is_looked_at,
    review_group.decided <> '' AS has_decision,
    (SELECT count(*) FROM review_act WHERE review_group_id = review_group.id) AS acts
FROM review_group
JOIN adopted_group ON adopted_group.id = review_group.group_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE review_group.review_id = :review_id
ORDER BY review_group.position
