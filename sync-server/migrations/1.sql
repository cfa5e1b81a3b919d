-- Version 1 of an office's database. Ids are 16 bytes, times are milliseconds of the Unix epoch, `seq` counts log
-- entries. A span (from_seq, until_seq) holds at a cursor S when from_seq <= S < until_seq.

CREATE TABLE office (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    -- What invitations carry; set by `serve`.
    public_url TEXT,
    -- How long rights that have ended still count for work done before anybody could know.
    grace_days INTEGER NOT NULL DEFAULT 30
) STRICT;

-- The identity key, the answer key, the TLS key and certificate: one file to guard, one file to back up.
CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The directory. `seq` is the log entry of the last change.
CREATE TABLE area (
    code TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX area_by_seq ON area (seq);

CREATE TABLE user (
    id BLOB PRIMARY KEY,
    json TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX user_by_seq ON user (seq);

-- Who was entrusted with what from when to when; somebody who has left is entrusted with nothing.
CREATE TABLE grant_history (
    user BLOB NOT NULL,
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    until_seq INTEGER,
    until_ms INTEGER
) STRICT;
CREATE INDEX grant_by_user ON grant_history (user);

CREATE TABLE device (
    id BLOB PRIMARY KEY,
    user BLOB NOT NULL,
    key BLOB NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('active', 'revoked', 'pending')),
    cloned INTEGER NOT NULL DEFAULT 0,
    -- The highest request number, and the last 64 numbers with 16 bytes of the request's SHA-256 each.
    last_number INTEGER NOT NULL DEFAULT 0,
    recent BLOB NOT NULL DEFAULT x'',
    created_at_ms INTEGER NOT NULL,
    last_contact_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE actor (
    actor BLOB PRIMARY KEY,
    device BLOB NOT NULL,
    user BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    token_hash BLOB PRIMARY KEY,
    user BLOB NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    -- Set once it is used.
    key BLOB,
    device BLOB
) STRICT, WITHOUT ROWID;

-- The records that others hang on, with their merged area.
CREATE TABLE root (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    area TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX root_by_area ON root (area, id);

CREATE TABLE root_area (
    root BLOB NOT NULL,
    area TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    until_seq INTEGER,
    until_ms INTEGER,
    PRIMARY KEY (root, from_seq)
) STRICT, WITHOUT ROWID;

-- Who reads a root wherever it lies: `who` is a user's id as text or a unit's name; `file`: its file too.
CREATE TABLE reader (
    root BLOB NOT NULL,
    who TEXT NOT NULL,
    file INTEGER NOT NULL,
    from_seq INTEGER NOT NULL,
    PRIMARY KEY (root, who)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_by_who ON reader (who, root);

CREATE TABLE document (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    root BLOB NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0,
    -- Who made it, and the highest number of a step: what the write policy asks for.
    author BLOB,
    steps INTEGER NOT NULL DEFAULT 0,
    snapshot BLOB,
    damaged INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX document_by_root ON document (root, id);

-- Everything that was ever merged. `seq` is its log entry. A hash is unique inside its document only: the same words
-- written into two new documents in one second are one hash. `bytes` are null once folded into the snapshot.
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    actor BLOB NOT NULL,
    device BLOB,
    user BLOB,
    received_at_ms INTEGER NOT NULL,
    bytes BLOB
) STRICT;
CREATE UNIQUE INDEX change_by_document ON change (document, hash);

-- The log: gap-free, `seq` is given in the transaction that stores the entry.
--   change     a change of `document`, whose root lay in `area`
--   leave      `root` left `area` for `other`
--   enter      `root` came to `area` from `other`
--   reader     `root` may be read by `who`
--   directory  a row of area or user bears this seq
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    mark BLOB NOT NULL,
    kind TEXT NOT NULL,
    root BLOB,
    document BLOB,
    area TEXT,
    other TEXT,
    who TEXT,
    -- Who sent it; null when it is everybody's news.
    device BLOB
) STRICT;

-- Work kept for a person to decide, unmerged.
CREATE TABLE held (
    id BLOB PRIMARY KEY,
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    root BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    user BLOB,
    device BLOB NOT NULL,
    reason TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX held_by_document ON held (document, hash);
CREATE INDEX held_by_hash ON held (hash);

-- What was decided about held work.
CREATE TABLE decision (
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    decided TEXT NOT NULL CHECK (decided IN ('accepted', 'dropped')),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (document, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_hash ON decision (hash);
