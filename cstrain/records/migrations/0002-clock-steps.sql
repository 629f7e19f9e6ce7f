-- How many seconds the clock was moved against the time that really passed before this row was written; 0 if it was left
-- alone (steps within two minutes are no steps). Below zero: it was set back.
ALTER TABLE attempt ADD COLUMN clock_step_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer ADD COLUMN clock_step_s INTEGER NOT NULL DEFAULT 0;

-- How this file came to its version: a row for each step it was taken forward, from the version it was made with.
CREATE TABLE migration (
    version     INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    program     TEXT NOT NULL,
    applied_at  TEXT NOT NULL
) STRICT;
