-- What is measured and what is done. Bodies are documents (JSON) that are read and written whole; the columns beside
-- them are what lists are ordered and chosen by.

CREATE TABLE kpi (
    workspace_id BIGINT NOT NULL,
    kpi_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    removed_at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (workspace_id, kpi_id)
) WITHOUT ROWID;

-- Points are added and never changed: what is typed in anew for the same days stands beside what was there, and wins.
CREATE TABLE kpi_point (
    workspace_id BIGINT NOT NULL,
    kpi_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    from_day BIGINT NOT NULL,
    to_day BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    level DOUBLE PRECISION,
    n BIGINT NOT NULL,
    source TEXT NOT NULL,
    member_id BIGINT,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, kpi_id, point_id)
) WITHOUT ROWID;

CREATE TABLE program (
    workspace_id BIGINT NOT NULL,
    program_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (workspace_id, program_id)
) WITHOUT ROWID;

CREATE TABLE program_event (
    workspace_id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    program_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    member_id BIGINT,
    verb TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (workspace_id, event_id)
) WITHOUT ROWID;
CREATE INDEX program_event_program ON program_event (workspace_id, program_id, event_id);
