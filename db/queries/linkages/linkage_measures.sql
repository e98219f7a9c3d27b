-- The two measures of report 7.(3), group by group: was what is lacking named early, and did anything improve in time?
-- With no group named, the groups that take part or did so to the end.
SELECT
    adopted_group.number AS group_no,
    organization.name AS "group",
    (SELECT name FROM staff WHERE id = adopted_group.main_staff_id) AS staff,
    first_training.held_on AS first_training,
    programme.work_ends_on AS ends,
    count(linkage_now.id) AS linkages,
    count(linkage_now.identified_on) AS gaps,
    min(linkage_now.identified_on) AS identified,
    coalesce(max(linkage_now.is_early), 0) AS early,
    coalesce(max(linkage_now.has_improved), 0) AS improved
FROM adopted_group
JOIN organization ON organization.id = adopted_group.organization_id
JOIN programme ON programme.id = adopted_group.programme_id
LEFT JOIN first_training ON first_training.programme_id = programme.id
LEFT JOIN linkage_now ON linkage_now.group_id = adopted_group.id
WHERE adopted_group.programme_id = :programme_id
    AND (
        adopted_group.id = :group_id
        OR (:group_id IS NULL AND adopted_group.status IN (SELECT status FROM status_in_figures))
    )
GROUP BY adopted_group.id
ORDER BY adopted_group.number
