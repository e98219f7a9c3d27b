-- Whether a view leaves out exactly the groups that left (実施中か完了): what lists show while nobody asks for one status.
-- Views of before named a status, or none, and keep it.
ALTER TABLE saved_view ADD COLUMN is_without_left INTEGER NOT NULL DEFAULT 0 CHECK (is_without_left IN (0, 1));
