-- A records file as version 1 of cstrain wrote it (2026-11-22): what migrations must carry forward.
PRAGMA application_id = 1668510834;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
    UNIQUE (attempt_id, position),
    FOREIGN KEY (attempt_id, position) REFERENCES drawn (attempt_id, position)
) STRICT;
INSERT INTO "answer" VALUES(1,'7aa87753-30b5-47bd-a3cf-daa23e457976','passed',0,'hash of one','en','"a"',1.0,1,3.33333333333333314829e-01,0,1000,'2026-03-01T12:00:00.000Z',0);
INSERT INTO "answer" VALUES(2,'b14a96d1-13ed-435e-a451-48d9ec82e610','passed',1,'hash of two','en','"a"',1.0,1,3.33333333333333314829e-01,0,1000,'2026-03-01T12:00:00.000Z',0);
INSERT INTO "answer" VALUES(3,'521b1981-10fc-4c2c-9abf-5a56390efe23','left',0,'hash of one','en','"a"',3.33333333333333314829e-01,1,3.33333333333333314829e-01,0,1000,'2026-03-01T12:00:00.000Z',0);
INSERT INTO "answer" VALUES(4,'2dcd64c9-dbf2-4f7e-b775-e052a3be3d67','open',0,'hash of one','en','"a"',9.52380952380952328084e-02,1,3.33333333333333314829e-01,0,1000,'2026-03-01T12:00:00.000Z',0);
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
    started_offset  INTEGER NOT NULL
) STRICT;
INSERT INTO "attempt" VALUES(1,'passed','trainee-1','quiz','welcome','v1','{"pass_mark": 80, "graded_attempts": 3, "items_per_quiz": 4, "time_limit_minutes": null, "valid_days": 365}',1,'en','self-declared','0.0','2026-03-01T12:00:00.000Z',0);
INSERT INTO "attempt" VALUES(2,'left','trainee-1','quiz','welcome','v1','{"pass_mark": 80, "graded_attempts": 3, "items_per_quiz": 4, "time_limit_minutes": null, "valid_days": 365}',1,'en','self-declared','0.0','2026-03-01T12:00:00.000Z',0);
INSERT INTO "attempt" VALUES(3,'open','trainee-1','practice','welcome','v1','{"pass_mark": 80, "graded_attempts": 3, "items_per_quiz": 4, "time_limit_minutes": null, "valid_days": 365}',1,'en','self-declared','0.0','2026-03-01T12:00:00.000Z',0);
CREATE TABLE attempt_grant (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    trainee_id      TEXT NOT NULL REFERENCES trainee (id),
    module          TEXT NOT NULL,
    granted_at      TEXT NOT NULL,
    granted_offset  INTEGER NOT NULL
) STRICT;
INSERT INTO "attempt_grant" VALUES(1,'ca2c0a9d-1851-4719-97f6-1981e305ccc0','trainee-2','welcome','2026-03-01T12:00:00.000Z',0);
CREATE TABLE drawn (
    attempt_id    TEXT NOT NULL REFERENCES attempt (id),
    position      INTEGER NOT NULL CHECK (position >= 0),
    item          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    content_hash  TEXT NOT NULL,
    options       TEXT NOT NULL,
    PRIMARY KEY (attempt_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "drawn" VALUES('left',0,'one','choice','hash of one','["a", "b", "c"]');
INSERT INTO "drawn" VALUES('left',1,'two','choice','hash of two','["a", "b", "c"]');
INSERT INTO "drawn" VALUES('open',0,'one','choice','hash of one','["a", "b", "c"]');
INSERT INTO "drawn" VALUES('open',1,'two','choice','hash of two','["a", "b", "c"]');
INSERT INTO "drawn" VALUES('passed',0,'one','choice','hash of one','["a", "b", "c"]');
INSERT INTO "drawn" VALUES('passed',1,'two','choice','hash of two','["a", "b", "c"]');
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
    finished_offset  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "finish" VALUES('left','abandoned',3.33333333333333314829e-01,2,0,0,1,1000,'2026-03-01T13:00:00.000Z',0);
INSERT INTO "finish" VALUES('passed','completed',2.0,2,1,0,2,2000,'2026-03-01T13:00:00.000Z',0);
CREATE TABLE trainee (
    sequence        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    created_at      TEXT NOT NULL,
    created_offset  INTEGER NOT NULL
) STRICT;
INSERT INTO "trainee" VALUES(1,'trainee-1','2026-03-01T12:00:00.000Z',0);
INSERT INTO "trainee" VALUES(2,'trainee-2','2026-03-01T12:00:00.000Z',0);
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
INSERT INTO "trainee_detail" VALUES(1,'2d1a6204-e09a-47f2-9460-d9bd1e73b592','trainee-1','Sari','007','Bandung','','2026-03-01T12:00:00.000Z',0);
INSERT INTO "trainee_detail" VALUES(2,'5cdb6ba2-0a98-4c8d-afe6-58faf150c2c0','trainee-2','Budi','','','','2026-03-01T12:00:00.000Z',0);
CREATE INDEX trainee_detail_newest ON trainee_detail (trainee_id, sequence);
CREATE INDEX attempt_grant_by_trainee ON attempt_grant (trainee_id, module);
CREATE INDEX attempt_by_trainee ON attempt (trainee_id, module, kind);
CREATE VIEW person AS
SELECT trainee.sequence, trainee.id, name, employee_number, branch, cohort
FROM trainee JOIN trainee_detail AS detail ON detail.trainee_id = trainee.id
WHERE detail.sequence = (SELECT max(sequence) FROM trainee_detail WHERE trainee_id = trainee.id);
COMMIT;
