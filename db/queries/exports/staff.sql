SELECT name FROM staff WHERE is_active = 1 ORDER BY moment, uid
