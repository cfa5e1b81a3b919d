-- Version 1 of a field book. Migrations are only added; each has a dump of the version before in tests/fixtures/dumps.
-- Ids are sixteen bytes, times are milliseconds of the Unix epoch unless they are text (RFC 3339).

-- One value each: who this is, keys, cursor, request number.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- The directory: only the office writes it.
CREATE TABLE area (code TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE user (id BLOB PRIMARY KEY, name TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE actor (actor BLOB PRIMARY KEY, user BLOB NOT NULL) WITHOUT ROWID;
-- This device's own actors, the newest in use.
CREATE TABLE own_actor (place INTEGER PRIMARY KEY, actor BLOB NOT NULL UNIQUE, declared INTEGER NOT NULL DEFAULT 0);

-- Truth.
CREATE TABLE document (
  id BLOB PRIMARY KEY, kind TEXT NOT NULL, root BLOB NOT NULL, epoch INTEGER NOT NULL DEFAULT 0,
  snapshot BLOB, wanted INTEGER NOT NULL DEFAULT 0, damaged TEXT
) WITHOUT ROWID;
CREATE INDEX document_root ON document (root);
CREATE INDEX document_wanted ON document (wanted) WHERE wanted > 0;
CREATE TABLE chunk (
  place INTEGER PRIMARY KEY, document BLOB NOT NULL,
  -- Unique inside its document only: the same words written into two new documents in one second are one hash.
  hash BLOB NOT NULL,
  seq INTEGER,                          -- the cursor when a colleague's chunk came; null for our own
  offer INTEGER NOT NULL DEFAULT 0,     -- a colleague's chunk that the office seems to have lost
  bytes BLOB,                           -- null once folded into the snapshot
  UNIQUE (document, hash)
);
CREATE INDEX chunk_offer ON chunk (offer) WHERE offer > 0;

-- What this device's user meant; outlives its chunk.
CREATE TABLE intent (
  place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, hash BLOB NOT NULL, document BLOB NOT NULL, record BLOB NOT NULL,
  kind TEXT NOT NULL, act TEXT NOT NULL, json TEXT NOT NULL, base BLOB NOT NULL, at_ms INTEGER NOT NULL,
  state TEXT NOT NULL,                  -- saved, at_office, refused, held, stuck
  receipt INTEGER,                      -- the office's log position that the receipt names
  reason TEXT, import BLOB
);
CREATE INDEX intent_hash ON intent (hash);
CREATE INDEX intent_record ON intent (record, state);
CREATE INDEX intent_document ON intent (document);
CREATE INDEX intent_open ON intent (state) WHERE state <> 'at_office';
CREATE INDEX intent_import ON intent (import) WHERE import IS NOT NULL;

-- Log positions passed, for finding common ground with a restored office.
CREATE TABLE mark (seq INTEGER PRIMARY KEY, mark BLOB NOT NULL);

-- Entries of a newer version, as they came.
CREATE TABLE newer (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

-- Forms not yet handed in: never sent, never counted.
CREATE TABLE draft (id BLOB PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL, at_ms INTEGER NOT NULL) WITHOUT ROWID;

-- Projections: rebuilt from the documents when their version changes.
CREATE TABLE household (
  id BLOB PRIMARY KEY, area TEXT NOT NULL, sort TEXT NOT NULL, match TEXT, active INTEGER NOT NULL,
  last_visit TEXT, last_met TEXT, last_met_ms INTEGER, json TEXT NOT NULL
);
CREATE INDEX household_area ON household (area, sort);
CREATE INDEX household_sort ON household (sort);
CREATE INDEX household_match ON household (match);
CREATE TABLE resident (id BLOB PRIMARY KEY, household BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX resident_household ON resident (household);
CREATE TABLE visit (
  id BLOB PRIMARY KEY, household BLOB NOT NULL, at_ms INTEGER NOT NULL, met INTEGER NOT NULL, at TEXT NOT NULL,
  follow_up_on TEXT, json TEXT NOT NULL, earlier TEXT
);
CREATE INDEX visit_household ON visit (household, at_ms);
CREATE INDEX visit_met ON visit (household, met, at_ms);
CREATE TABLE issue (
  id BLOB PRIMARY KEY, area TEXT NOT NULL, stage TEXT NOT NULL, urgent INTEGER NOT NULL, household BLOB, visit BLOB,
  at_ms INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX issue_stage ON issue (stage, at_ms);
CREATE INDEX issue_at ON issue (at_ms);
CREATE INDEX issue_visit ON issue (visit) WHERE visit IS NOT NULL;
CREATE TABLE issue_file (issue BLOB PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE contradiction (document BLOB NOT NULL, path TEXT NOT NULL, contenders TEXT NOT NULL, PRIMARY KEY (document, path)) WITHOUT ROWID;
CREATE TABLE search_entry (place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL);
CREATE VIRTUAL TABLE search_text USING fts5 (tokens, content='', contentless_delete=1, tokenize='unicode61', detail=full);
