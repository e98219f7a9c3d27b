-- The years that the file holds, newest first.
SELECT id, fiscal_year, name, name_en, starts_on FROM programme ORDER BY fiscal_year DESC
