-- Many rows that one act adds to a table share a line of the log: those from row_id to last_row_id, added one after
-- another. Its id is that of the last row's line; the lines of the rows before it have the ids below.
ALTER TABLE change ADD COLUMN last_row_id INTEGER CHECK (last_row_id >= row_id);

-- {"row": the first of them as a whole, "names": the columns that were given}. `after` holds what was given, a list a
-- row; every other column is in all of them what it is in the first.
ALTER TABLE change ADD COLUMN common TEXT
    CHECK (common IS NULL OR json_valid(common))
    CHECK ((common IS NULL) = (last_row_id IS NULL));

CREATE INDEX change_of_many ON change (table_name, unit_id) WHERE last_row_id IS NOT NULL;

-- The log with a line for each row. Whoever reads `change` on a connection of the program reads this.
CREATE VIEW logged_change AS
SELECT id, unit_id, table_name, row_id, before, after
FROM change
WHERE last_row_id IS NULL
UNION ALL
SELECT
    change.id - change.last_row_id + change.row_id + line.key,
    change.unit_id,
    change.table_name,
    change.row_id + line.key,
    NULL,
    (
        SELECT json_group_object(
            field.key,
            CASE
                WHEN field.key = 'id' THEN change.row_id + line.key
                WHEN given.key IS NULL THEN field.value
                ELSE json_extract(line.value, '$[' || given.key || ']')
            END
        )
        FROM json_each(change.common, '$.row') AS field
        LEFT JOIN json_each(change.common, '$.names') AS given ON given.value = field.key
    )
FROM change
JOIN json_each(change.after) AS line
WHERE change.last_row_id IS NOT NULL;
