-- Hand-ins, contracts and audits on which somebody is late, that were returned, or that are not concluded.
SELECT
    milestone_now.id,
    milestone_now.group_id,
    milestone_now.key,
    milestone_now.title,
    milestone_now.title_en,
    milestone_now.kind,
    milestone_now.state,
    milestone_now.standing,
    milestone_now.turn,
    milestone_now.act,
    milestone_now.counts_on,
    milestone_now.late_after,
    milestone_now.turn_since,
    (
        SELECT count(*) FROM submission_round
        WHERE milestone_id = milestone_now.id AND decision = '差戻し'
    ) AS returns
FROM milestone_now
WHERE milestone_now.programme_id = :programme_id
    AND milestone_now.kind <> 'session'
    AND milestone_now.state NOT IN ('受理', '免除', '対象外')
    AND milestone_now.group_status = '実施中'
    AND milestone_now.is_internal = 0
    AND (
        milestone_now.kind = 'contract'
        OR milestone_now.state = '差戻し'
        OR milestone_now.standing IN ('期限超過', '確認遅れ', '事務局遅れ')
    )
ORDER BY milestone_now.group_id, milestone_now.position
