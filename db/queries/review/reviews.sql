-- The reviews of a year, the newest first.
SELECT id, version, started_on, ended_on, present, staff, block
FROM review
WHERE programme_id = :programme_id
ORDER BY started_on DESC, moment DESC, uid DESC
