-- What is open of the groups at work and counts on a day before :before, in the order of the plan, each with whether
-- anybody has recorded something of it.
SELECT
    milestone_now.id,
    milestone_now.version,
    milestone_now.key,
    milestone_now.title,
    milestone_now.title_en,
    milestone_now.kind,
    milestone_now.number,
    milestone_now.state = '未着手'
        AND milestone_now.round IS NULL
        AND coalesce(milestone_now.mark, '未確認') = '未確認' AS is_untouched
FROM milestone_now
WHERE milestone_now.programme_id = :programme_id
    AND milestone_now.group_status IN (SELECT status FROM status_at_work)
    AND milestone_now.is_settled = 0
    AND milestone_now.counts_on < :before
ORDER BY milestone_now.position, milestone_now.number
