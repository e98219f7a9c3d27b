-- Which file this is, so that a workbook that went out of it is known when it comes back. A copy is the same file:
-- its keys find the same rows, until both are written to.
CREATE TABLE file_identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL CHECK (length(code) = 32)
) STRICT;
INSERT INTO file_identity (id, code) VALUES (1, lower(hex(randomblob(16))));
