-- One line a group for the register. {filter} and {order} are put in by services.lists from fixed texts.
SELECT
    group_now.id,
    group_now.number,
    group_now.name,
    coalesce(group_now.reading, '') AS reading,
    group_now.project,
    group_now.targets,
    group_now.area,
    group_now.blocks,
    group_now.status,
    group_now.main_staff,
    group_now.deputy_staff,
    group_now.took_part_last_year AS adopted_last_year,
    (
        SELECT count(*) FROM milestone_now
        WHERE milestone_now.group_id = group_now.id AND milestone_now.standing = '期限超過'
    ) AS overdue,
    (
        SELECT title FROM milestone_now
        WHERE group_id = group_now.id AND standing IN ('期限超過', '期限間近', '予定') AND NOT is_day_open
        ORDER BY due_on, position LIMIT 1
    ) AS next_title,
    (
        SELECT title_en FROM milestone_now
        WHERE group_id = group_now.id AND standing IN ('期限超過', '期限間近', '予定') AND NOT is_day_open
        ORDER BY due_on, position LIMIT 1
    ) AS next_title_en,
    (
        SELECT due_on FROM milestone_now
        WHERE group_id = group_now.id AND standing IN ('期限超過', '期限間近', '予定') AND NOT is_day_open
        ORDER BY due_on, position LIMIT 1
    ) AS next_due_on,
    (SELECT last_checkin_on FROM checkin_now WHERE group_id = group_now.id) AS last_checkin_on,
    (SELECT agreed_on FROM checkin_now WHERE group_id = group_now.id) AS next_checkin_on,
    (SELECT standing FROM checkin_now WHERE group_id = group_now.id) AS checkin_standing,
    (
        SELECT count(*) FROM issue
        WHERE issue.group_id = group_now.id AND issue.closed_on IS NULL
    ) AS open_issues,
    (SELECT absences FROM absence_now WHERE group_id = group_now.id) AS absences
FROM group_now
WHERE {filter}
ORDER BY {order}
LIMIT :limit OFFSET :offset
