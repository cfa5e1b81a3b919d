-- Version 3: a phone that was away finds its own grid's entries without looking at everybody's.
CREATE INDEX log_by_area ON log (area, seq) WHERE kind = 'change';
CREATE INDEX log_beside_changes ON log (seq) WHERE kind <> 'change';
