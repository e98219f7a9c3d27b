SELECT * FROM milestone_plan WHERE programme_id = :programme_id ORDER BY position
