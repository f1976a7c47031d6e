-- What takes the last change of each member to a strategy back. A comfort: erasing a person drops it.
CREATE TABLE strategy_undo (
    workspace_id BIGINT NOT NULL,
    strategy_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (workspace_id, strategy_id, member_id)
) WITHOUT ROWID;
