SELECT * FROM milestone_now WHERE group_id = :group_id AND key = :key
