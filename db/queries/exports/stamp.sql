-- Which file this is, and the newest unit of its change log.
SELECT code, (SELECT coalesce(max(id), 0) FROM unit) AS unit_id FROM file_identity
