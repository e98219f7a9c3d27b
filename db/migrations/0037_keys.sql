-- By which table and rules the stored keys of names were made (domain/text/variants.py, store/stored_keys.py), and which
-- names meet by them, by the uids of their rows, so that only those are told that come to meet. Without a row: by those
-- of before. What a key refuses stands in services: under other rules two names may come to meet, and both stay.
CREATE TABLE stored_keys (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    met TEXT NOT NULL CHECK (json_valid(met))
) STRICT;
DROP INDEX saved_view_name;
CREATE INDEX saved_view_name ON saved_view (name_key) WHERE is_hidden = 0;
