-- The groups of a programme with what decides whether they get a new duty.
SELECT adopted_group.id, adopted_group.number, adopted_group.status, organization.name
FROM adopted_group
JOIN organization ON organization.id = adopted_group.organization_id
WHERE adopted_group.programme_id = :programme_id
ORDER BY adopted_group.number
