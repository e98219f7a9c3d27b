-- Which of the three follow-ups of an absence a promise is; empty for every other promise.
ALTER TABLE action ADD COLUMN followup TEXT NOT NULL DEFAULT ''
    CHECK (followup IN ('', '資料送付', '録画視聴', '個別補講'));
