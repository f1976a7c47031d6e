-- Reports: what each member wants to be sent, what they agreed to, what was sent; and what stands beside an edition.

CREATE TABLE digest_choice (
    workspace_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    category TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    -- page, or one_click: where it was said.
    said_where TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, member_id, category)
) WITHOUT ROWID;

-- Each word on the counting of clicks, with the wording that stood beside it; the newest holds, none is rewritten.
CREATE TABLE digest_consent (
    workspace_id BIGINT NOT NULL,
    consent_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    given BIGINT NOT NULL,
    wording TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, consent_id)
) WITHOUT ROWID;
CREATE INDEX digest_consent_member ON digest_consent (workspace_id, member_id, consent_id);

-- One row for a member, a rhythm and its day, so that nothing is sent twice. clicks counts only after consent.
CREATE TABLE digest_send (
    workspace_id BIGINT NOT NULL,
    send_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    rhythm TEXT NOT NULL,
    day BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    clicks BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, send_id),
    UNIQUE (workspace_id, member_id, rhythm, day)
) WITHOUT ROWID;

-- Programs, measures and money as they stood when an edition was made, so that its handbook stays the same.
CREATE TABLE edition_works (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, edition)
) WITHOUT ROWID;
