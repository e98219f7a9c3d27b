-- The years with the day up to which what is personal of them is kept, and whether any is left.
SELECT
    programme.id,
    programme.uid,
    programme.fiscal_year,
    programme.keep_until,
    programme.version,
    coalesce(programme.keep_until < :today, 0) AS is_over,
    (
        EXISTS (
            SELECT 1 FROM checkin JOIN adopted_group ON adopted_group.id = checkin.group_id
            WHERE adopted_group.programme_id = programme.id AND checkin.note NOT IN ('', :erased)
        )
        OR EXISTS (
            SELECT 1 FROM attendance JOIN adopted_group ON adopted_group.id = attendance.group_id
            WHERE adopted_group.programme_id = programme.id AND attendance.names <> ''
        )
        OR EXISTS (
            SELECT 1 FROM contact JOIN adopted_group USING (organization_id)
            WHERE adopted_group.programme_id = programme.id AND contact.name <> :erased
                AND NOT EXISTS (
                    SELECT 1 FROM adopted_group AS other JOIN programme AS later ON later.id = other.programme_id
                    WHERE other.organization_id = contact.organization_id
                        AND NOT coalesce(later.keep_until < :today, 0)
                )
        )
    ) AS has_some_left
FROM programme
ORDER BY programme.fiscal_year
