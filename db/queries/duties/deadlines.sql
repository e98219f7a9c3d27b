-- Duties by the day that counts, each with whether it is still open; sessions stand for themselves and not once for each
-- group, unless a group was given another day (a recording to be watched by then), also when that was taken back.
-- The revision adds up counters that only ever rise: versions, and what the log knows of extensions (an undo adds to it).
WITH extended AS (
    SELECT json_extract(coalesce(after, before), '$.milestone_id') AS milestone_id, count(*) AS changes
    FROM change
    WHERE table_name = 'extension'
    GROUP BY 1
)
SELECT
    milestone_now.number,
    milestone_now.key,
    milestone_now.title,
    milestone_now.title_en,
    milestone_now.kind,
    milestone_now.state,
    milestone_now.due_on,
    milestone_now.standing NOT IN ('済', '対象なし')
        AND (milestone_now.kind <> 'session' OR session.held_on IS NOT milestone_now.due_on) AS is_open,
    organization.name AS group_name,
    staff.name AS staff,
    milestone_now.version + milestone_plan.version + organization.version + adopted_group.version - 4
        + coalesce(extended.changes, 0) AS revision
FROM milestone_now
JOIN milestone_plan ON milestone_plan.id = milestone_now.plan_id
JOIN adopted_group ON adopted_group.id = milestone_now.group_id
JOIN organization ON organization.id = adopted_group.organization_id
LEFT JOIN staff ON staff.id = adopted_group.main_staff_id
LEFT JOIN session ON milestone_now.kind = 'session' AND session.milestone_plan_id = milestone_now.plan_id
LEFT JOIN extended ON extended.milestone_id = milestone_now.id
WHERE milestone_now.programme_id = :programme_id
    AND (milestone_now.kind <> 'session' OR extended.changes IS NOT NULL)
ORDER BY milestone_now.due_on, milestone_now.number, milestone_now.position
