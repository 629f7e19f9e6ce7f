-- What is required of a trainee (JSON list of module ids; none named is all of them).
ALTER TABLE trainee_detail ADD COLUMN required TEXT NOT NULL DEFAULT '[]';

-- The group session that an attempt belongs to, or ''.
ALTER TABLE attempt ADD COLUMN session TEXT NOT NULL DEFAULT '';
CREATE INDEX attempt_by_session ON attempt (session) WHERE session <> '';

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

-- What was erased and stays so: `subject` is "trainee ID" or "attempt ID", `rows` the kinds and ids (JSON) of what was there.
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

DROP VIEW person;

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
