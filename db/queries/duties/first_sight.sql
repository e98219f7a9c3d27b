-- What a year holds at first sight (domain/duties/late_start.py). The groups came into the file with the first act that
-- wrote one of them. Late duties are counted only while nothing is recorded.
WITH at_work AS MATERIALIZED (
    SELECT id FROM adopted_group
    WHERE programme_id = :programme_id AND status IN (SELECT status FROM status_at_work)
),
recorded AS MATERIALIZED (
    SELECT
        EXISTS (
            SELECT 1 FROM milestone JOIN at_work ON at_work.id = milestone.group_id WHERE milestone.state <> '未着手'
        )
        + EXISTS (SELECT 1 FROM attendance JOIN at_work ON at_work.id = group_id WHERE mark <> '未確認')
        + EXISTS (SELECT 1 FROM checkin JOIN at_work ON at_work.id = group_id WHERE is_hidden = 0)
        + EXISTS (SELECT 1 FROM issue JOIN at_work ON at_work.id = group_id)
        + EXISTS (SELECT 1 FROM action JOIN at_work ON at_work.id = group_id WHERE is_hidden = 0)
        + EXISTS (SELECT 1 FROM group_cost JOIN at_work ON at_work.id = group_id) AS kinds
),
came AS MATERIALIZED (
    SELECT date(min(unit.at)) AS on_day
    FROM main.change AS first_change
    JOIN unit ON unit.id = first_change.unit_id
    WHERE first_change.table_name = 'adopted_group'
        AND first_change.row_id <= (SELECT max(id) FROM at_work)
        AND coalesce(first_change.last_row_id, first_change.row_id) >= (SELECT min(id) FROM at_work)
)
SELECT
    (SELECT count(*) FROM at_work) AS groups,
    recorded.kinds AS recorded,
    CASE WHEN recorded.kinds = 0 THEN (
        SELECT count(*) FROM milestone_now
        WHERE milestone_now.programme_id = :programme_id
            AND milestone_now.standing IN ('期限超過', '確認遅れ', '事務局遅れ')
            AND milestone_now.late_after < (SELECT on_day FROM came)
    ) ELSE 0 END AS late
FROM recorded
