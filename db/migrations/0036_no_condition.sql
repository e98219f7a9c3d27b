-- How a group seemed is said or not: nobody who says nothing says that it goes well. Of the check-ins of before nobody
-- knows any more which was said; they stay. Only what the CHECK allows changes (0031 tells why it is done so).
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, '(condition IN (''順調''', '(condition IN ('''', ''順調''')
WHERE type = 'table' AND name = 'checkin';
PRAGMA writable_schema = RESET;
-- Whoever has the file open reads its tables anew.
CREATE TABLE conditions_changed (id INTEGER PRIMARY KEY) STRICT;
DROP TABLE conditions_changed;
