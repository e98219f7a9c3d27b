SELECT id, name FROM organization WHERE name_key = :key
UNION
SELECT organization_id, name FROM organization_alias WHERE name_key = :key
ORDER BY id, name
