-- Queries see a line for each row; the table itself, which holds many rows in one line, is `main.change`.
CREATE TEMP VIEW change AS
SELECT id, unit_id, table_name, row_id, before, after
FROM main.logged_change
