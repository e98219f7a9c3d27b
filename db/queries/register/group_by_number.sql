SELECT * FROM group_now WHERE programme_id = :programme_id AND number = :number
