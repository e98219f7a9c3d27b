-- The earlier years in which the organization of a group took part, newest first.
SELECT programme.fiscal_year AS year, earlier.number, earlier.project, earlier.status
FROM adopted_group
JOIN programme AS own ON own.id = adopted_group.programme_id
JOIN adopted_group AS earlier ON earlier.organization_id = adopted_group.organization_id
JOIN programme ON programme.id = earlier.programme_id AND programme.fiscal_year < own.fiscal_year
WHERE adopted_group.id = :group_id
ORDER BY programme.fiscal_year DESC
