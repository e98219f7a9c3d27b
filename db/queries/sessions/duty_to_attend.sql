SELECT * FROM milestone WHERE plan_id = :plan_id AND group_id = :group_id
