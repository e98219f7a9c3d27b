-- The programme whose fiscal year it is, else the newest that has begun, else the next to begin.
SELECT * FROM programme
ORDER BY fiscal_year > :fiscal_year, abs(fiscal_year - :fiscal_year)
LIMIT 1
