SELECT
    milestone_now.*,
    organization.name AS group_name,
    (
        SELECT min(submitted_on) FROM submission_round
        WHERE milestone_id = milestone_now.id AND coalesce(decision, '') <> '引戻し'
    ) AS first_submitted,
    days_in_turn((SELECT began_on FROM turn_now WHERE milestone_id = milestone_now.id), today()) AS days_in_turn
FROM milestone_now
JOIN adopted_group ON adopted_group.id = milestone_now.group_id
JOIN organization ON organization.id = adopted_group.organization_id
WHERE milestone_now.programme_id = :programme_id
    AND (
        milestone_now.group_id = :group_id
        OR (:group_id IS NULL AND milestone_now.is_owed)
    )
ORDER BY milestone_now.number, milestone_now.position
