SELECT milestone.state_on
FROM milestone
JOIN milestone_plan ON milestone_plan.id = milestone.plan_id
WHERE milestone.group_id = :group_id AND milestone_plan.kind = 'contract' AND milestone.state = '受理'
