-- The groups of one person: of one year where it is named, else of every year; only those that go on unless all are asked.
SELECT
    group_now.id,
    group_now.number,
    group_now.name,
    group_now.fiscal_year AS year,
    group_now.status,
    group_now.main_staff_id,
    group_now.deputy_staff_id
FROM group_now
WHERE :staff_id IN (group_now.main_staff_id, group_now.deputy_staff_id)
    AND (:programme_id IS NULL OR group_now.programme_id = :programme_id)
    AND (:with_all OR group_now.status IN (SELECT status FROM status_at_work))
ORDER BY group_now.fiscal_year DESC, group_now.number
