-- From schema 1 to 2: assessments, the desk's ratings of claims.

-- A new kind of record. SQLite has no statement that changes a CHECK; a changed CHECK that refuses no row that is there
-- leaves the stored rows as they are, so its text is edited in place (https://www.sqlite.org/lang_altertable.html,
-- section 7, the procedure for constraints). RESET reads the schema anew.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK (kind IN (''e'', ''s'', ''a'', ''n'', ''c''))',
                       'CHECK (kind IN (''e'', ''s'', ''a'', ''n'', ''c'', ''r''))')
WHERE type = 'table' AND name = 'entry';
PRAGMA writable_schema = RESET;

-- One version of an assessment: the desk's rating of a claim.
CREATE TABLE assessment_revision (
    entry          INTEGER PRIMARY KEY REFERENCES entry (id),
    claim          INTEGER NOT NULL,                        -- the number of the claim that is rated
    assessed_on    TEXT NOT NULL,                           -- EDTF, the day on which the desk came to it
    scale          TEXT,                                    -- a scale of the desk's own; NULL is the grades below
    rating         TEXT NOT NULL CHECK (scale IS NOT NULL
                       OR rating IN ('confirmed', 'fair', 'weak', 'contested', 'discounted')),
    label          INTEGER REFERENCES prose (id),           -- a word of the desk's own beside the rating
    rationale      INTEGER NOT NULL REFERENCES prose (id),
    first_citation INTEGER REFERENCES citation (id),        -- of the evidence; NULL when it has none
    citations      INTEGER NOT NULL CHECK (citations >= 0),
    CHECK ((first_citation IS NULL) = (citations = 0))
) STRICT;

CREATE INDEX assessment_claim_rated ON assessment_revision (claim);

-- The claims that it rests on, in order from 0.
CREATE TABLE assessment_claim (
    entry    INTEGER NOT NULL REFERENCES assessment_revision (entry),
    position INTEGER NOT NULL CHECK (position >= 0),
    claim    INTEGER NOT NULL,                              -- the number of a claim
    PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;

-- The desk's ratings of claims, retracted ones left out.
CREATE VIEW assessment AS
SELECT latest.kind || latest.record AS id, latest.revision, 'c' || r.claim AS claim, r.assessed_on, r.scale, r.rating,
       label.value AS label, rationale.value AS rationale,
       (SELECT group_concat('c' || claim, ', ') FROM (SELECT claim FROM assessment_claim WHERE entry = r.entry
           ORDER BY position)) AS claims,
       r.citations, r.entry
FROM assessment_revision AS r
JOIN latest ON latest.id = r.entry AND latest.cause <> 'retraction'
LEFT JOIN prose AS label ON label.id = r.label
LEFT JOIN prose AS rationale ON rationale.id = r.rationale;

CREATE TRIGGER assessment_revision_not_changed BEFORE UPDATE ON assessment_revision
BEGIN SELECT raise(ABORT, 'assessment_revision is append-only: no row is changed'); END;
CREATE TRIGGER assessment_revision_not_removed BEFORE DELETE ON assessment_revision
BEGIN SELECT raise(ABORT, 'assessment_revision is append-only: no row is removed'); END;
CREATE TRIGGER assessment_revision_not_replaced BEFORE INSERT ON assessment_revision
WHEN EXISTS (SELECT 1 FROM assessment_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'assessment_revision is append-only: no row is written over'); END;

CREATE TRIGGER assessment_claim_not_changed BEFORE UPDATE ON assessment_claim
BEGIN SELECT raise(ABORT, 'assessment_claim is append-only: no row is changed'); END;
CREATE TRIGGER assessment_claim_not_removed BEFORE DELETE ON assessment_claim
BEGIN SELECT raise(ABORT, 'assessment_claim is append-only: no row is removed'); END;
CREATE TRIGGER assessment_claim_not_replaced BEFORE INSERT ON assessment_claim
WHEN EXISTS (SELECT 1 FROM assessment_claim WHERE entry = NEW.entry AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'assessment_claim is append-only: no row is written over'); END;
