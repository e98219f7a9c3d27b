SELECT
    postponement.action_id,
    postponement.postponed_from AS since,
    postponement.postponed_to AS "to",
    postponement.recorded_on AS "on",
    postponement.recorded_by AS "by",
    postponement.reason
FROM postponement
JOIN action ON action.id = postponement.action_id
JOIN adopted_group ON adopted_group.id = action.group_id
WHERE adopted_group.programme_id = :programme_id
    AND action.is_hidden = 0
    AND (:group_id IS NULL OR action.group_id = :group_id)
ORDER BY postponement.moment, postponement.uid
