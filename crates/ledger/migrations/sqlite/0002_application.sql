-- Who works here, and what they decided. Roles, states and verbs are stored as their words.

CREATE TABLE member (
    workspace_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    PRIMARY KEY (workspace_id, member_id),
    UNIQUE (workspace_id, email_key)
) WITHOUT ROWID;

-- token is a hash; whoever reads the ledger cannot sign in with it.
CREATE TABLE session (
    workspace_id BIGINT NOT NULL,
    token BLOB NOT NULL,
    member_id BIGINT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, token)
) WITHOUT ROWID;

CREATE TABLE sign_in_link (
    workspace_id BIGINT NOT NULL,
    token BLOB NOT NULL,
    member_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, token)
) WITHOUT ROWID;

CREATE TABLE audit (
    workspace_id BIGINT NOT NULL,
    audit_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    member_id BIGINT,
    verb TEXT NOT NULL,
    object TEXT NOT NULL,
    PRIMARY KEY (workspace_id, audit_id)
) WITHOUT ROWID;

-- What a person said a post is, and what the model had said. A label or acts that were not corrected are NULL.
-- drawn = 1: the post was shown by chance, so that the error can be measured on it; 0: somebody picked it.
CREATE TABLE correction (
    workspace_id BIGINT NOT NULL,
    id BLOB NOT NULL,
    label TEXT,
    acts BIGINT,
    member_id BIGINT,
    at BIGINT NOT NULL,
    model_negative DOUBLE PRECISION,
    model_neutral DOUBLE PRECISION,
    model_positive DOUBLE PRECISION,
    model_acts BIGINT NOT NULL,
    drawn BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) WITHOUT ROWID;

CREATE TABLE matter (
    workspace_id BIGINT NOT NULL,
    id BLOB NOT NULL,
    state TEXT NOT NULL,
    member_id BIGINT,
    department TEXT,
    due_at BIGINT,
    until_at BIGINT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) WITHOUT ROWID;
CREATE INDEX matter_state ON matter (workspace_id, state, changed_at);

-- before_matter: the matter as it was, as JSON, so that the step can be undone.
CREATE TABLE matter_event (
    workspace_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    id BLOB NOT NULL,
    at BIGINT NOT NULL,
    member_id BIGINT,
    verb TEXT NOT NULL,
    detail TEXT NOT NULL,
    before_matter TEXT,
    PRIMARY KEY (workspace_id, event_id)
) WITHOUT ROWID;
CREATE INDEX matter_event_post ON matter_event (workspace_id, id, event_id);

CREATE TABLE saved_reply (
    workspace_id BIGINT NOT NULL,
    reply_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (workspace_id, reply_id)
) WITHOUT ROWID;

-- A search that somebody keeps, as the query string of its page.
CREATE TABLE saved_view (
    workspace_id BIGINT NOT NULL,
    view_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (workspace_id, view_id)
) WITHOUT ROWID;

-- Short texts that settings are: the assumptions of the quarterly page, for example.
CREATE TABLE setting (
    workspace_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (workspace_id, name)
) WITHOUT ROWID;
