-- Records of cstrain, as a new file is made; older files come here by records/migrations. Rows are appended, never rewritten: a correction is a new row.
-- Times are UTC (ISO 8601, milliseconds, Z) with the local offset beside them in minutes; `sequence`, not time, gives order
-- (records/order.py): a row keeps it in every file it is merged into.
-- `clock_step_s` is how many seconds the clock was moved against the time that really passed before the row was written; 0 if it was
-- left alone (steps within two minutes are no steps), below zero if it was set back.
-- Ids are UUIDs made where the row is made, so that files of many machines merge without loss or doubles.

CREATE TABLE trainee (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    created_at      TEXT NOT NULL,
    created_offset  INTEGER NOT NULL
) STRICT;

-- What is known of a trainee; the newest row holds. `required` are ids of modules (JSON): none named is all of them.
CREATE TABLE trainee_detail (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    trainee_id       TEXT NOT NULL REFERENCES trainee (id),
    name             TEXT NOT NULL CHECK (name <> ''),
    employee_number  TEXT NOT NULL,
    branch           TEXT NOT NULL,
    cohort           TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL,
    required         TEXT NOT NULL DEFAULT '[]'
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

-- `roleplay` is the talk that is played, or ''; `given` are the replies (JSON) of another talk that it goes on from. `session` is the
-- group session that it belongs to, or ''.
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
    given           TEXT NOT NULL DEFAULT '[]',
    session         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempt_by_trainee ON attempt (trainee_id, module, kind);
CREATE INDEX attempt_by_session ON attempt (session) WHERE session <> '';

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

-- Two entries that are one person: whichever was made first stands for both.
CREATE TABLE joined (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    trainee_id       TEXT NOT NULL REFERENCES trainee (id),
    into_id          TEXT NOT NULL REFERENCES trainee (id),
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX joined_by_trainee ON joined (trainee_id);
CREATE INDEX joined_by_other ON joined (into_id);

-- What someone has to type before being taken for a trainee; the newest row holds, an empty digest is none.
CREATE TABLE pin (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    trainee_id       TEXT NOT NULL REFERENCES trainee (id),
    salt             TEXT NOT NULL,
    digest           TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX pin_newest ON pin (trainee_id, sequence);

-- What was erased and stays so: `subject` is "trainee ID", "attempt ID" or "session ID", `rows` the kinds and ids (JSON) of what was there.
CREATE TABLE erasure (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    subject          TEXT NOT NULL,
    rows             TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX erasure_by_subject ON erasure (subject);

-- A trainer's group session; `plan` (JSON) is everything drawn for it, `modules` (JSON) where it was drawn from.
CREATE TABLE session (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    title           TEXT NOT NULL,
    modules         TEXT NOT NULL,
    mode            TEXT NOT NULL CHECK (mode IN ('turns', 'teams', 'cards', 'tally')),
    seed            INTEGER NOT NULL,
    language        TEXT NOT NULL,
    plan            TEXT NOT NULL,
    graded          INTEGER NOT NULL CHECK (graded IN (0, 1)),
    program         TEXT NOT NULL,
    started_at      TEXT NOT NULL,
    started_offset  INTEGER NOT NULL
) STRICT;

-- Who takes part in a session; the newest row of a trainee holds.
CREATE TABLE participant (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    session_id       TEXT NOT NULL REFERENCES session (id),
    trainee_id       TEXT NOT NULL REFERENCES trainee (id),
    nickname         TEXT NOT NULL,
    team             TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL
) STRICT;
CREATE INDEX participant_by_session ON participant (session_id);
CREATE INDEX participant_by_trainee ON participant (trainee_id);

-- What happened in a session, in order; `event` (JSON) names people by their ids alone.
CREATE TABLE session_event (
    sequence         INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    session_id       TEXT NOT NULL REFERENCES session (id),
    number           INTEGER NOT NULL CHECK (number >= 0),
    event            TEXT NOT NULL,
    recorded_at      TEXT NOT NULL,
    recorded_offset  INTEGER NOT NULL,
    UNIQUE (session_id, number)
) STRICT;

-- Rows that another line of history has taken the place of (one attempt gone on with in two copies of a file): `content` (JSON) is the
-- row of this kind with what goes along with it.
CREATE TABLE set_aside (
    kind        TEXT NOT NULL,
    id          TEXT NOT NULL,
    attempt_id  TEXT NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- The chain of each machine (records/seals.py). Of an erased row the seal stays, without its salt.
CREATE TABLE seal (
    machine   TEXT NOT NULL,
    number    INTEGER NOT NULL CHECK (number > 0),
    hash      BLOB NOT NULL,
    previous  BLOB NOT NULL,
    kind      TEXT NOT NULL,
    row       TEXT NOT NULL,
    salt      BLOB,
    digest    BLOB NOT NULL,
    mac       BLOB NOT NULL,
    PRIMARY KEY (machine, number, hash)
) STRICT, WITHOUT ROWID;

-- Where the chains end: one row for a machine, more if copies of a file were gone on with apart.
CREATE TABLE tip (
    machine  TEXT NOT NULL,
    hash     BLOB NOT NULL,
    number   INTEGER NOT NULL,
    mac      BLOB NOT NULL,
    PRIMARY KEY (machine, hash)
) STRICT, WITHOUT ROWID;

-- How this file came to its version: a row for each step it was taken forward; none in a file made with this one.
CREATE TABLE migration (
    version     INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    program     TEXT NOT NULL,
    applied_at  TEXT NOT NULL
) STRICT;

-- Of trainees with several entries: the entry that stands for all of them.
CREATE VIEW joint AS
WITH RECURSIVE same (trainee_id, other) AS (
    SELECT trainee_id, trainee_id FROM joined
    UNION SELECT into_id, into_id FROM joined
    UNION SELECT same.trainee_id, joined.into_id FROM same JOIN joined ON joined.trainee_id = same.other
    UNION SELECT same.trainee_id, joined.trainee_id FROM same JOIN joined ON joined.into_id = same.other
)
SELECT trainee_id, person_id FROM (
    SELECT same.trainee_id, trainee.id AS person_id,
        row_number() OVER (PARTITION BY same.trainee_id ORDER BY trainee.sequence, trainee.id) AS place
    FROM same JOIN trainee ON trainee.id = same.other
) WHERE place = 1;

-- For every entry the person it belongs to.
CREATE VIEW identity AS
SELECT trainee.id AS trainee_id, coalesce(joint.person_id, trainee.id) AS person_id
FROM trainee LEFT JOIN joint ON joint.trainee_id = trainee.id;

-- A person with the details that hold now, which may stand at any of the entries.
CREATE VIEW person AS
SELECT trainee.sequence, trainee.id, name, employee_number, branch, cohort, required
FROM trainee JOIN trainee_detail AS detail ON detail.trainee_id = trainee.id
WHERE trainee.id NOT IN (SELECT trainee_id FROM joint)
    AND detail.sequence = (SELECT max(sequence) FROM trainee_detail WHERE trainee_id = trainee.id)
UNION ALL
SELECT trainee.sequence, trainee.id, name, employee_number, branch, cohort, required
FROM trainee
JOIN (SELECT person_id, max(sequence) AS newest FROM joint JOIN trainee_detail AS each ON each.trainee_id = joint.trainee_id
      GROUP BY person_id) AS known ON known.person_id = trainee.id
JOIN trainee_detail AS detail ON detail.sequence = known.newest;
