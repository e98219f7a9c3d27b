-- The duties of the groups that a filter leaves. {filter} is put in by services.export_source.
SELECT
    milestone_now.uid,
    milestone_now.version,
    group_now.number AS group_no,
    group_now.name AS "group",
    milestone_now.title AS milestone,
    milestone_now.title_en AS milestone_en,
    milestone_now.planned_on,
    milestone_now.due_on,
    milestone_now.is_day_open,
    milestone_now.state,
    milestone_now.kind,
    milestone_now.state_on,
    milestone_now.standing,
    milestone_now.round,
    milestone_now.turn,
    milestone_now.mark,
    days_in_turn((SELECT began_on FROM turn_now WHERE milestone_id = milestone_now.id), today()) AS days_in_turn,
    newest.extended_to,
    newest.reason AS extension_reason
FROM group_now
JOIN milestone_now ON milestone_now.group_id = group_now.id
LEFT JOIN extension AS newest
    ON newest.id = (
        SELECT id FROM extension WHERE milestone_id = milestone_now.id ORDER BY moment DESC, uid DESC LIMIT 1
    )
WHERE {filter}
ORDER BY group_now.number, milestone_now.position
