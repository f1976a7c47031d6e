-- Whom the company knows. Stages, kinds and standings are stored as their words.

-- The next number of a contact, so that none is ever given to somebody else.
CREATE TABLE contact_head (
    workspace_id BIGINT NOT NULL,
    next_id BIGINT NOT NULL,
    PRIMARY KEY (workspace_id)
) WITHOUT ROWID;

-- name_key: the name in lower case, by which lists are ordered. found_by: name, organisation and address in lower case,
-- in which a search looks. email_key is NULL where there is no address.
CREATE TABLE contact (
    workspace_id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    found_by TEXT NOT NULL,
    organisation TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT,
    notes TEXT NOT NULL,
    stage TEXT,
    pinned BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, contact_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX contact_email ON contact (workspace_id, email_key) WHERE email_key IS NOT NULL;
CREATE INDEX contact_name ON contact (workspace_id, name_key, contact_id);
CREATE INDEX contact_stage ON contact (workspace_id, stage, name_key, contact_id);
CREATE INDEX contact_pinned ON contact (workspace_id, name_key, contact_id) WHERE pinned = 1;

-- author_key: `network:handle` in lower case, as posts are found by their author.
CREATE TABLE presence (
    workspace_id BIGINT NOT NULL,
    author_key TEXT NOT NULL,
    contact_id BIGINT NOT NULL,
    network TEXT NOT NULL,
    handle TEXT NOT NULL,
    url TEXT NOT NULL,
    standing TEXT NOT NULL,
    PRIMARY KEY (workspace_id, author_key)
) WITHOUT ROWID;
CREATE INDEX presence_contact ON presence (workspace_id, contact_id);

CREATE TABLE touchpoint (
    workspace_id BIGINT NOT NULL,
    touchpoint_id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    member_id BIGINT,
    PRIMARY KEY (workspace_id, touchpoint_id)
) WITHOUT ROWID;
CREATE INDEX touchpoint_contact ON touchpoint (workspace_id, contact_id, at);

-- What was just done to a contact and how it was before, as JSON, so that it can be undone for a day.
CREATE TABLE contact_step (
    workspace_id BIGINT NOT NULL,
    step_id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    before_step TEXT NOT NULL,
    PRIMARY KEY (workspace_id, step_id)
) WITHOUT ROWID;
CREATE INDEX contact_step_contact ON contact_step (workspace_id, contact_id);
CREATE INDEX touchpoint_at ON touchpoint (workspace_id, at);
