-- Which level was reached when, of every linkage of a year or of one group, oldest first.
SELECT
    linkage_level.linkage_id,
    linkage_level.level,
    linkage_level.reached_on AS "on",
    linkage_level.note,
    linkage_level.recorded_by AS by
FROM linkage_level
JOIN linkage ON linkage.id = linkage_level.linkage_id
JOIN adopted_group ON adopted_group.id = linkage.group_id
WHERE adopted_group.programme_id = :programme_id
    AND (:group_id IS NULL OR linkage.group_id = :group_id)
ORDER BY linkage_level.linkage_id, linkage_level.reached_on, linkage_level.moment, linkage_level.uid
