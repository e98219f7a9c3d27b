SELECT * FROM programme ORDER BY fiscal_year DESC LIMIT 1
