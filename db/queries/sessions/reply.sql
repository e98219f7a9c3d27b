SELECT * FROM session_reply WHERE session_id = :session_id AND group_id = :group_id
