-- Version 2: the status is counted as it changes, not out of every intent that ever was.

-- How many records have a change of this device at the office. What waits for an answer is counted from its index.
CREATE TABLE tally (at_office INTEGER NOT NULL);
INSERT INTO tally SELECT COUNT(DISTINCT record) FROM intent WHERE state = 'at_office';
CREATE TRIGGER intent_came AFTER UPDATE OF state ON intent WHEN OLD.state <> 'at_office' AND NEW.state = 'at_office'
  AND NOT EXISTS (SELECT 1 FROM intent WHERE record = NEW.record AND state = 'at_office' AND place <> NEW.place)
  BEGIN UPDATE tally SET at_office = at_office + 1; END;
CREATE TRIGGER intent_left AFTER UPDATE OF state ON intent WHEN OLD.state = 'at_office' AND NEW.state <> 'at_office'
  AND NOT EXISTS (SELECT 1 FROM intent WHERE record = NEW.record AND state = 'at_office')
  BEGIN UPDATE tally SET at_office = at_office - 1; END;
CREATE TRIGGER intent_gone AFTER DELETE ON intent WHEN OLD.state = 'at_office'
  AND NOT EXISTS (SELECT 1 FROM intent WHERE record = OLD.record AND state = 'at_office')
  BEGIN UPDATE tally SET at_office = at_office - 1; END;
