SELECT title, title_en FROM cost_item WHERE programme_id = :programme_id ORDER BY position
