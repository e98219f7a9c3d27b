SELECT * FROM submission_round WHERE milestone_id = :milestone_id ORDER BY round
