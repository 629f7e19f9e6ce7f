-- The talk that an attempt plays, or ''; and the replies (JSON) of another talk that it goes on from.
ALTER TABLE attempt ADD COLUMN roleplay TEXT NOT NULL DEFAULT '';
ALTER TABLE attempt ADD COLUMN given TEXT NOT NULL DEFAULT '[]';

-- The ending that a talk came to, or ''.
ALTER TABLE finish ADD COLUMN roleplay_ending TEXT NOT NULL DEFAULT '';
ALTER TABLE finish ADD COLUMN verdict TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'good', 'mixed', 'bad'));

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
