-- Version 2: what was refused stays refused. An old request that arrives late must not bring back what its author was
-- told is not taken; a retry is another change with another hash. Kept as long as a request could wander about.
CREATE TABLE refused (
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    code TEXT NOT NULL,
    path TEXT NOT NULL,
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (document, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX refused_by_time ON refused (at_ms);

-- What one device has waiting is counted before more is kept.
CREATE INDEX held_by_device ON held (device);
