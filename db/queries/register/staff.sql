SELECT
    staff.id,
    staff.name,
    (
        SELECT count(*) FROM adopted_group
        WHERE main_staff_id = staff.id AND programme_id = :programme_id AND status = '実施中'
    ) AS main_groups,
    (
        SELECT count(*) FROM adopted_group
        WHERE deputy_staff_id = staff.id AND programme_id = :programme_id AND status = '実施中'
    ) AS deputy_groups
FROM staff
WHERE staff.is_active = 1
ORDER BY staff.name
