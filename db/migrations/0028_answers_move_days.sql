-- Whether somebody answered decides whether a contact counts for the cadence: the stored days of its group follow it.
CREATE TRIGGER days_checkin_answer AFTER UPDATE OF answer ON checkin BEGIN
    INSERT OR IGNORE INTO days_touched VALUES (new.group_id);
END;
