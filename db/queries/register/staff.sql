SELECT
    staff.id,
    staff.name,
    coalesce(staff.reading, '') AS reading,
    staff.is_active = 0 AS is_retired,
    (
        SELECT group_concat(number, ',') FROM (
            SELECT number FROM adopted_group
            WHERE main_staff_id = staff.id AND programme_id = :programme_id
                AND status IN (SELECT status FROM status_at_work)
            ORDER BY number
        )
    ) AS main,
    (
        SELECT group_concat(number, ',') FROM (
            SELECT number FROM adopted_group
            WHERE deputy_staff_id = staff.id AND programme_id = :programme_id
                AND status IN (SELECT status FROM status_at_work)
            ORDER BY number
        )
    ) AS deputy
FROM staff
WHERE staff.is_active = 1 OR :with_retired
ORDER BY staff.is_active DESC, sound_order(coalesce(staff.reading, staff.name)), staff.uid
