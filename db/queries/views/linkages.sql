-- The first training session of each year's plan: by then what a linkage lacks should have been named (report 7.(3)).
CREATE TEMP VIEW first_training AS
SELECT
    programme_id,
    coalesce(
        min(CASE WHEN kind = '全体研修会' THEN held_on END),
        min(CASE WHEN milestone_plan_id IS NOT NULL THEN held_on END)
    ) AS held_on
FROM session
GROUP BY programme_id;

-- Each linkage with its level as of today(), whether what it lacks was named early, and whether it improved within the
-- programme's period: its newest level within the period is higher than the one before it (else than its first).
CREATE TEMP VIEW linkage_now AS
SELECT
    *,
    identified_on IS NOT NULL AND identified_on <= first_training_on AS is_early,
    coalesce(level_within > coalesce(level_before, level_first), 0) AS has_improved
FROM (
    SELECT
        linkage.*,
        adopted_group.programme_id,
        adopted_group.number AS group_no,
        adopted_group.status AS group_status,
        organization.name AS group_name,
        first_training.held_on AS first_training_on,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= today()
            ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1
        ) AS level,
        (
            SELECT reached_on FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= today()
            ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1
        ) AS level_on,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id AND reached_on <= programme.starts_on
            ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1
        ) AS level_before,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id
            ORDER BY reached_on, moment, uid LIMIT 1
        ) AS level_first,
        (
            SELECT level FROM linkage_level
            WHERE linkage_id = linkage.id
                AND reached_on > programme.starts_on
                AND reached_on <= min(today(), programme.work_ends_on)
            ORDER BY reached_on DESC, moment DESC, uid DESC LIMIT 1
        ) AS level_within
    FROM linkage
    JOIN adopted_group ON adopted_group.id = linkage.group_id
    JOIN organization ON organization.id = adopted_group.organization_id
    JOIN programme ON programme.id = adopted_group.programme_id
    LEFT JOIN first_training ON first_training.programme_id = programme.id
    WHERE linkage.is_hidden = 0
);
