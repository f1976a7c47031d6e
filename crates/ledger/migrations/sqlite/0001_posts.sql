-- Types are those that PostgreSQL also knows (BLOB there is BYTEA). Enums are stored as the numbers that
-- src/code.rs pins. Times are seconds since 1970. Every row carries its workspace.
--
-- A table with wide rows is a rowid table with a separate index on its key: rows arrive in ascending order of seq, and
-- a row of up to a page stays in one leaf. Tables with narrow rows are clustered on their key (WITHOUT ROWID).

CREATE TABLE workspace (
    workspace_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    secret BLOB NOT NULL,
    head BIGINT NOT NULL,
    posts BIGINT NOT NULL,
    versions BIGINT NOT NULL,
    erased BIGINT NOT NULL,
    scrub_pending BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE subject (
    workspace_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    quadrant BIGINT NOT NULL,
    retired BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, subject_id),
    UNIQUE (workspace_id, name_key)
) WITHOUT ROWID;

CREATE TABLE subject_account (
    workspace_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (workspace_id, subject_id, place)
) WITHOUT ROWID;

CREATE TABLE watch (
    workspace_id BIGINT NOT NULL,
    watch_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    query TEXT NOT NULL,
    retired BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, watch_id),
    UNIQUE (workspace_id, name_key)
) WITHOUT ROWID;

-- planned = 1: named in the plan, retired when it vanishes from it; 0: added by an import, stays.
CREATE TABLE source (
    workspace_id BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    network TEXT NOT NULL,
    side BIGINT NOT NULL,
    planned BIGINT NOT NULL,
    retired BIGINT NOT NULL,
    cursor TEXT,
    PRIMARY KEY (workspace_id, source_id),
    UNIQUE (workspace_id, name_key)
) WITHOUT ROWID;

CREATE TABLE post (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    id BLOB NOT NULL,
    version BIGINT NOT NULL,
    digest BLOB NOT NULL,
    settled_at BIGINT NOT NULL,
    network TEXT NOT NULL,
    native_id TEXT NOT NULL,
    source_id BIGINT NOT NULL,
    side BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    author_tag BIGINT,
    handle TEXT NOT NULL,
    author_name TEXT,
    followers BIGINT,
    created_at BIGINT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    url TEXT,
    channel TEXT,
    language TEXT,
    parent BLOB,
    thread BLOB,
    engagement BIGINT,
    reach BIGINT,
    media BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, seq)
);
CREATE UNIQUE INDEX post_id ON post (workspace_id, id);

-- Older versions, as they were said. The columns are those of post.
CREATE TABLE post_version (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    id BLOB NOT NULL,
    version BIGINT NOT NULL,
    digest BLOB NOT NULL,
    settled_at BIGINT NOT NULL,
    network TEXT NOT NULL,
    native_id TEXT NOT NULL,
    source_id BIGINT NOT NULL,
    side BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    author_tag BIGINT,
    handle TEXT NOT NULL,
    author_name TEXT,
    followers BIGINT,
    created_at BIGINT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    url TEXT,
    channel TEXT,
    language TEXT,
    parent BLOB,
    thread BLOB,
    engagement BIGINT,
    reach BIGINT,
    media BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id, version)
);

-- What the model understood of the current version of a post.
CREATE TABLE reading (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    model BIGINT NOT NULL,
    read_language TEXT NOT NULL,
    negative DOUBLE PRECISION,
    neutral DOUBLE PRECISION,
    positive DOUBLE PRECISION,
    emotion BIGINT,
    acts BIGINT NOT NULL,
    repeat_of BLOB,
    PRIMARY KEY (workspace_id, seq)
) WITHOUT ROWID;

-- The source's payload of each version; apart, so that following the ledger does not read it and so that it can have
-- a retention of its own. packing: 0 as it came, 1 zstd, 2 too large and not kept. size is that of the original.
CREATE TABLE payload (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    packing BIGINT NOT NULL,
    size BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (workspace_id, seq)
);

-- At seq, removed_seq ceased to stand: a newer version took its place, or it was erased.
CREATE TABLE removal (
    workspace_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    removed_seq BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, seq, removed_seq)
) WITHOUT ROWID;

-- A keyed hash of what was erased and must not come back.
CREATE TABLE tombstone (
    workspace_id BIGINT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (workspace_id, hash)
) WITHOUT ROWID;

CREATE TABLE import_chunk (
    workspace_id BIGINT NOT NULL,
    file BLOB NOT NULL,
    chunk BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    settled_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, file, chunk)
) WITHOUT ROWID;

CREATE TABLE import_file (
    workspace_id BIGINT NOT NULL,
    file BLOB NOT NULL,
    finished_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, file)
) WITHOUT ROWID;

CREATE TABLE gap (
    workspace_id BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    cause BIGINT NOT NULL,
    lost BIGINT,
    PRIMARY KEY (workspace_id, source_id, cause, since, until)
) WITHOUT ROWID;
