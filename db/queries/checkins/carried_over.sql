-- The newest year of the file, and what belongs to no year and so stays at hand for the next one.
SELECT
    (SELECT max(fiscal_year) FROM programme) AS newest_year,
    (SELECT count(*) FROM organization) AS organizations,
    (SELECT count(*) FROM organization_alias) AS aliases,
    (SELECT count(*) FROM contact WHERE is_hidden = 0) AS contacts,
    (SELECT count(*) FROM staff WHERE is_active = 1) AS staff
