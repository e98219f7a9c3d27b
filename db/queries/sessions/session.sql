SELECT * FROM session WHERE programme_id = :programme_id AND key = :key
