-- How the columns of a table of a certain shape were read: kept once a person has said it, used again silently.
-- `shape` is a hash of the headings of a table; `columns` maps a column's key to the heading it stands under.
CREATE TABLE column_map (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    list_name TEXT NOT NULL CHECK (list_name <> ''),
    shape TEXT NOT NULL CHECK (length(shape) = 32),
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (list_name, shape)
) STRICT;
