-- Records of cstrain, as a new file is made; older files come here by records/migrations. Rows are appended, never rewritten: a correction is a new row.
-- Times are UTC (ISO 8601, milliseconds, Z) with the local offset beside them in minutes; `sequence`, not time, gives order.
-- `clock_step_s` is how many seconds the clock was moved against the time that really passed before the row was written; 0 if it was
-- left alone (steps within two minutes are no steps), below zero if it was set back.
-- Ids are UUIDs made where the row is made, so that files of many machines merge without loss or doubles.

CREATE TABLE trainee (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    created_at      TEXT NOT NULL,
    created_offset  INTEGER NOT NULL
) STRICT;

-- What is known of a trainee; the newest row holds.
CREATE TABLE trainee_detail (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    trainee_id       TEXT NOT NULL REFERENCES trainee (id),
    name             TEXT NOT NULL CHECK (name <> ''),
    employee_number  TEXT NOT NULL,
    branch           TEXT NOT NULL,
    cohort           TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX trainee_detail_newest ON trainee_detail (trainee_id, sequence);

-- One more graded attempt than the policy allows.
CREATE TABLE attempt_grant (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    trainee_id      TEXT NOT NULL REFERENCES trainee (id),
    module          TEXT NOT NULL,
    granted_at      TEXT NOT NULL,
    granted_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_grant_by_trainee ON attempt_grant (trainee_id, module);

-- `roleplay` is the talk that is played, or ''; `given` are the replies (JSON) of another talk that it goes on from.
CREATE TABLE attempt (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    trainee_id      TEXT NOT NULL REFERENCES trainee (id),
    kind            TEXT NOT NULL,
    module          TEXT NOT NULL,
    module_version  TEXT NOT NULL,
    policy          TEXT NOT NULL,
    seed            INTEGER NOT NULL,
    language        TEXT NOT NULL,
    identity        TEXT NOT NULL CHECK (identity IN ('self-declared', 'pin', 'supervised')),
    program         TEXT NOT NULL,
    started_at      TEXT NOT NULL,
    started_offset  INTEGER NOT NULL,
    clock_step_s    INTEGER NOT NULL DEFAULT 0,
    roleplay        TEXT NOT NULL DEFAULT '',
    given           TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX attempt_by_trainee ON attempt (trainee_id, module, kind);

-- What was drawn for an attempt: the items, and the order in which their options are shown. The decisions of a talk are drawn
-- one by one, each together with the answer that led to it.
CREATE TABLE drawn (
    attempt_id    TEXT NOT NULL REFERENCES attempt (id),
    position      INTEGER NOT NULL CHECK (position >= 0),
    item          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    content_hash  TEXT NOT NULL,
    options       TEXT NOT NULL,
    PRIMARY KEY (attempt_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    attempt_id       TEXT NOT NULL,
    position         INTEGER NOT NULL,
    content_hash     TEXT NOT NULL,
    language         TEXT NOT NULL,
    response         TEXT NOT NULL,
    score            REAL NOT NULL CHECK (score BETWEEN 0 AND maximum),
    maximum          INTEGER NOT NULL,
    chance           REAL NOT NULL CHECK (chance BETWEEN 0 AND 1),
    critical         INTEGER NOT NULL CHECK (critical IN (0, 1)),
    elapsed_ms       INTEGER NOT NULL CHECK (elapsed_ms >= 0),
    answered_at      TEXT NOT NULL,
    answered_offset  INTEGER NOT NULL,
    clock_step_s     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (attempt_id, position),
    FOREIGN KEY (attempt_id, position) REFERENCES drawn (attempt_id, position)
) STRICT;

-- How an attempt ended. Everything here but the ending (and that of the talk, with its verdict) can be worked out again from the
-- answers.
CREATE TABLE finish (
    attempt_id       TEXT PRIMARY KEY REFERENCES attempt (id),
    ending           TEXT NOT NULL,
    score            REAL NOT NULL,
    maximum          INTEGER NOT NULL,
    passed           INTEGER NOT NULL CHECK (passed IN (0, 1)),
    critical_errors  INTEGER NOT NULL,
    answers          INTEGER NOT NULL,
    elapsed_ms       INTEGER NOT NULL,
    finished_at      TEXT NOT NULL,
    finished_offset  INTEGER NOT NULL,
    roleplay_ending  TEXT NOT NULL DEFAULT '',
    verdict          TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'good', 'mixed', 'bad'))
) STRICT, WITHOUT ROWID;

-- A talk as it went: for each decision the mood before and after it and what was said (JSON, in every language it has), so that it can
-- be told again whatever becomes of its module. A talk that came to its end has one more row, for the ending.
CREATE TABLE turn (
    attempt_id   TEXT NOT NULL REFERENCES attempt (id),
    position     INTEGER NOT NULL CHECK (position >= 0),
    mood_before  INTEGER NOT NULL CHECK (mood_before BETWEEN 0 AND 100),
    mood_after   INTEGER NOT NULL CHECK (mood_after BETWEEN 0 AND 100),
    said         TEXT NOT NULL,
    PRIMARY KEY (attempt_id, position)
) STRICT;

-- How this file came to its version: a row for each step it was taken forward; none in a file made with this one.
CREATE TABLE migration (
    version     INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    program     TEXT NOT NULL,
    applied_at  TEXT NOT NULL
) STRICT;

-- A trainee with the details that hold now.
CREATE VIEW person AS
SELECT trainee.sequence, trainee.id, name, employee_number, branch, cohort
FROM trainee JOIN trainee_detail AS detail ON detail.trainee_id = trainee.id
WHERE detail.sequence = (SELECT max(sequence) FROM trainee_detail WHERE trainee_id = trainee.id);
