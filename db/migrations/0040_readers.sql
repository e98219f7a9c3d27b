-- Who may read the note of a check-in: everybody whom it is shown to, the secretariat, or named people of it. Of what
-- was written before nobody chose, and so it stays inside. The named stand by their names, as in the log, joined by 、:
-- renaming a person renames them here.
ALTER TABLE checkin ADD COLUMN reader TEXT NOT NULL DEFAULT '事務局内' CHECK (reader IN ('共有可', '事務局内', '限定'));
ALTER TABLE checkin ADD COLUMN named TEXT NOT NULL DEFAULT '' CHECK (named = '' OR reader = '限定');
