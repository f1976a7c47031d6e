-- What strategies rest on, and the strategies. A document is JSON packed with zstd; what lists need stands in columns
-- before it, so that a list reads no document. Words of posts are in none of them, only their ids.

-- findings: the facts that were pinned. figures: the whole assessment without anybody's words.
CREATE TABLE kept_assessment (
    workspace_id BIGINT NOT NULL,
    assessment_id BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    mentions BIGINT NOT NULL,
    finding_count BIGINT NOT NULL,
    findings BLOB NOT NULL,
    figures BLOB NOT NULL,
    PRIMARY KEY (workspace_id, assessment_id)
);

-- state: draft, active, ended. edition: the one in force, or the last that was; 0: none. due: the goal's day, counted
-- from 1970.
CREATE TABLE strategy (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    edition BIGINT NOT NULL,
    state_since BIGINT,
    assessment_id BIGINT,
    goal TEXT NOT NULL,
    due BIGINT,
    item_count BIGINT NOT NULL,
    team_count BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id)
);
CREATE INDEX strategy_changed ON strategy (workspace_id, changed_at);

-- Who stands in a strategy or in one of its editions. on_team = 0: only in editions.
CREATE TABLE strategy_person (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    member_id BIGINT,
    contact_id BIGINT,
    on_team BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, item_id)
) WITHOUT ROWID;
CREATE INDEX strategy_person_member ON strategy_person (workspace_id, member_id);
CREATE INDEX strategy_person_contact ON strategy_person (workspace_id, contact_id);

CREATE TABLE strategy_event (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    member_id BIGINT,
    verb TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, event_id)
) WITHOUT ROWID;

-- Never replaced. Only erasing a person takes their name out.
CREATE TABLE edition (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    note TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, edition)
);

CREATE TABLE signature (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    party TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, edition, item_id)
) WITHOUT ROWID;

-- token is a hash; whoever reads the ledger cannot accept in somebody's place.
CREATE TABLE team_invitation (
    workspace_id BIGINT NOT NULL,
    token BLOB NOT NULL,
    strategy_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, token)
) WITHOUT ROWID;
