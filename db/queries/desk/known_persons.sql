-- Everybody whom the file knows by name, of every year; several may stand in one text.
SELECT name FROM contact
UNION SELECT name FROM staff
UNION SELECT names FROM attendance WHERE names <> ''
UNION SELECT present FROM review WHERE present <> ''
UNION SELECT adviser FROM plan_change WHERE adviser <> ''
