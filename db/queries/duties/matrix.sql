-- The milestones of one stretch of groups, as of today(). {filter} is put in by services.matrix from fixed texts.
-- CROSS JOIN holds SQLite to this order: from the few groups of the stretch to their milestones.
WITH stretch AS MATERIALIZED (
    SELECT id, number, organization_id, status, main_staff_id
    FROM adopted_group AS group_now
    WHERE {filter}
    ORDER BY number
    LIMIT :limit OFFSET :offset
)
SELECT
    stretch.number,
    stretch.status,
    organization.name,
    staff.name AS main_staff,
    milestone_now.position,
    milestone_now.key,
    milestone_now.kind,
    milestone_now.state,
    milestone_now.state_on,
    milestone_now.due_on,
    milestone_now.standing,
    milestone_now.turn,
    milestone_now.round,
    milestone_now.note,
    days_in_turn((SELECT began_on FROM turn_now WHERE milestone_id = milestone_now.id), today()) AS days_in_turn,
    CASE WHEN milestone_now.standing IN ('期限超過', '確認遅れ', '事務局遅れ')
        THEN CAST(julianday(today()) - julianday(milestone_now.late_after) AS INTEGER)
        ELSE 0
    END AS days_late,
    milestone_now.counts_on,
    milestone_now.mark,
    milestone_now.waits_for,
    milestone_now.is_day_open,
    (SELECT count(*) FROM extension WHERE milestone_id = milestone_now.id) AS extensions
FROM stretch
CROSS JOIN organization ON organization.id = stretch.organization_id
LEFT JOIN staff ON staff.id = stretch.main_staff_id
CROSS JOIN milestone_now ON milestone_now.group_id = stretch.id
UNION ALL
-- A group without any milestone keeps its line.
SELECT
    stretch.number, stretch.status, organization.name, staff.name,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM stretch
CROSS JOIN organization ON organization.id = stretch.organization_id
LEFT JOIN staff ON staff.id = stretch.main_staff_id
WHERE NOT EXISTS (SELECT 1 FROM milestone WHERE group_id = stretch.id)
ORDER BY 1, 5
