-- Other ways to sign in than by password and link.

-- credential: the public half, as JSON that only the server reads. handle: what the authenticator calls the member by.
CREATE TABLE passkey (
    workspace_id BIGINT NOT NULL,
    passkey_id BLOB NOT NULL,
    member_id BIGINT NOT NULL,
    handle BLOB NOT NULL,
    name TEXT NOT NULL,
    credential TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (workspace_id, passkey_id)
) WITHOUT ROWID;
CREATE INDEX passkey_member ON passkey (workspace_id, member_id);

-- Who a member is at a provider of identities.
CREATE TABLE member_identity (
    workspace_id BIGINT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, issuer, subject)
) WITHOUT ROWID;

-- What was said below a post, in order. kind 1: replies alone, since each entry is a write at random while posts come in.
CREATE INDEX post_reply ON post (workspace_id, parent, created_at, author_tag) WHERE kind = 1;

-- When a matter was escalated last, and the working hours of the rule.
ALTER TABLE matter ADD COLUMN escalated_at BIGINT;
ALTER TABLE matter ADD COLUMN escalated_after BIGINT;

CREATE TABLE escalation_rule (
    workspace_id BIGINT NOT NULL,
    rule_id BIGINT NOT NULL,
    need TEXT,
    after_hours BIGINT NOT NULL,
    member_id BIGINT,
    department TEXT,
    PRIMARY KEY (workspace_id, rule_id)
) WITHOUT ROWID;
