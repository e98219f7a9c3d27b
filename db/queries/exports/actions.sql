-- What was promised to or by the groups that a filter leaves, and how often it was put off. {filter} is put in by
-- services.export_source.
SELECT
    -- What a note for named people promises is of the note.
    iif(checkin.reader = '限定' AND action.note_line IS NOT NULL, NULL, action.title) AS title,
    action.turn,
    staff.name AS staff,
    action.due_on,
    action.done_on,
    (
        SELECT group_concat(line, char(10)) FROM (
            SELECT
                coalesce(replace(postponed_from, '-', '/') || ' ', '') || '-> ' || replace(postponed_to, '-', '/')
                    || ' ' || reason AS line
            FROM postponement
            WHERE action_id = action.id
            ORDER BY moment, uid
        )
    ) AS postponements
FROM group_now
JOIN action ON action.group_id = group_now.id AND action.is_hidden = 0
LEFT JOIN checkin ON checkin.id = action.checkin_id
LEFT JOIN staff ON staff.id = action.staff_id
WHERE {filter}
ORDER BY action.done_on IS NOT NULL, action.due_on IS NULL, action.due_on, action.moment, action.uid
