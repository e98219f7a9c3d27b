-- With whom the groups that a filter leaves work. {filter} is put in by services.export_source.
SELECT
    linkage.counterpart_kind,
    linkage.counterpart,
    linkage.role_split,
    linkage.counterpart_benefit,
    linkage.gap,
    linkage.identified_on,
    (
        SELECT level FROM linkage_level
        WHERE linkage_id = linkage.id
        ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1
    ) AS level,
    (
        SELECT group_concat(line, char(10)) FROM (
            SELECT replace(reached_on, '-', '/') || ' ' || level || ' ' || note AS line
            FROM linkage_level
            WHERE linkage_id = linkage.id
            ORDER BY reached_on, moment, uid
        )
    ) AS steps
FROM group_now
JOIN linkage ON linkage.group_id = group_now.id
WHERE linkage.is_hidden = 0 AND {filter}
ORDER BY linkage.moment, linkage.uid
