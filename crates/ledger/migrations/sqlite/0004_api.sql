-- Programs that ask, and addresses that are told. Scopes and events are stored as their words, with blanks between.

-- secret is a hash; whoever reads the ledger cannot ask with it.
CREATE TABLE api_token (
    workspace_id BIGINT NOT NULL,
    token_id BIGINT NOT NULL,
    secret BLOB NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    member_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (workspace_id, token_id),
    UNIQUE (workspace_id, secret)
) WITHOUT ROWID;

-- owner: a hash that stands for the token or the session. No status: it is being answered now.
CREATE TABLE idempotency_key (
    workspace_id BIGINT NOT NULL,
    owner BLOB NOT NULL,
    idempotency_key TEXT NOT NULL,
    request BLOB NOT NULL,
    status BIGINT,
    body TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, owner, idempotency_key)
) WITHOUT ROWID;
CREATE INDEX idempotency_key_at ON idempotency_key (workspace_id, at);

-- secret signs what is sent, so it stands in the clear. failures: in a row.
CREATE TABLE webhook (
    workspace_id BIGINT NOT NULL,
    webhook_id BIGINT NOT NULL,
    url TEXT NOT NULL,
    secret BLOB NOT NULL,
    events TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    disabled_why TEXT,
    PRIMARY KEY (workspace_id, webhook_id)
) WITHOUT ROWID;

-- state: waiting, delivered, given_up.
CREATE TABLE webhook_delivery (
    workspace_id BIGINT NOT NULL,
    delivery_id BIGINT NOT NULL,
    webhook_id BIGINT NOT NULL,
    event TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (workspace_id, delivery_id)
) WITHOUT ROWID;
CREATE INDEX webhook_delivery_due ON webhook_delivery (workspace_id, state, next_at);
