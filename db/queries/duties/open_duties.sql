-- What a group still has to do, or we for it, before its part in the year is complete.
SELECT key, title, title_en, state FROM milestone_now
WHERE group_id = :group_id AND required = 1 AND is_settled = 0
ORDER BY position
