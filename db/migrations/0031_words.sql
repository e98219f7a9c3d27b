-- The words that people in the field use (DOMAIN, "Words people in the field expect") in place of those of before: how
-- closely a group is accompanied, how it seemed, how an audit ended. Only what the CHECKs of three tables allow changes,
-- and the rows; making the tables anew would lose their triggers. The log keeps what was written (store/old_words.py).
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(replace(sql, '''手厚い''', '''重点'''), '''見守り''', '''定期確認''')
WHERE type = 'table' AND name = 'adopted_group';
UPDATE sqlite_master SET sql = replace(sql, '''支援要''', '''要対応''') WHERE type = 'table' AND name = 'checkin';
UPDATE sqlite_master SET sql = replace(sql, '''条件付''', '''条件付適''') WHERE type = 'table' AND name = 'final_audit';
PRAGMA writable_schema = RESET;
UPDATE adopted_group SET support_tier = '重点' WHERE support_tier = '手厚い';
UPDATE adopted_group SET support_tier = '定期確認' WHERE support_tier = '見守り';
UPDATE checkin SET condition = '要対応' WHERE condition = '支援要';
UPDATE final_audit SET result = '条件付適' WHERE result = '条件付';
-- Whoever has the file open reads its tables anew.
CREATE TABLE words_changed (id INTEGER PRIMARY KEY) STRICT;
DROP TABLE words_changed;
