SELECT state, state_on FROM milestone_now
WHERE programme_id = :programme_id AND number = :number AND key = :key
