-- What topics are called. anchor: a hash of the phrase that leads the topic, never the phrase. given = 1: by a person; topics
-- with one given name are one. given = 0: made of phrases, so it holds words of posts and goes when anything is erased.
CREATE TABLE topic_name (
    workspace_id BIGINT NOT NULL,
    anchor BIGINT NOT NULL,
    name TEXT NOT NULL,
    given BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, anchor)
) WITHOUT ROWID;
