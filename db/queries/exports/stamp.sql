-- Which file this is, and the act that came into it last.
SELECT code, (SELECT uid FROM unit ORDER BY id DESC LIMIT 1) AS unit_uid FROM file_identity
