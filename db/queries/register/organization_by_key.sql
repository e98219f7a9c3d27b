SELECT id FROM organization WHERE name_key = :key
UNION
SELECT organization_id FROM organization_alias WHERE name_key = :key
LIMIT 1
