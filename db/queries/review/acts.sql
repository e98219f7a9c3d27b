-- What was done on the spot, group by group, in the order in which it was: in the words of the log.
SELECT review_act.review_group_id, unit.what_key, unit.what_params
FROM review_group
JOIN review_act ON review_act.review_group_id = review_group.id
JOIN unit ON unit.uid = review_act.unit_uid
WHERE review_group.review_id = :review_id
ORDER BY review_group.position, unit.moment, unit.uid
