-- The schema of a claimlog database, as `claimlog init` makes it. schema/README.md explains it table by table;
-- a test pins this text and compares every migrated database with it.
--
-- Everything here is append-only. The guards at the end stop accidents; the log (entry.leaf, entry.subtrees) shows
-- the rest: every column of every table is either in the bytes of a leaf or recomputed by `claimlog verify`.

-- Who writes. Interned: an entry names its author by this id, and the name itself is in the entry's leaf.
CREATE TABLE author (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Free text from outside: quotes, wordings, names, notes, acts, locators. A leaf holds only SHA-256(salt || value).
-- An erased text keeps that commitment and loses salt and value.
CREATE TABLE prose (
    id         INTEGER PRIMARY KEY,
    salt       BLOB,
    value      TEXT,
    commitment BLOB,
    CHECK ((length(salt) = 16 AND value IS NOT NULL AND commitment IS NULL)
        OR (salt IS NULL AND value IS NULL AND length(commitment) = 32))
) STRICT;

-- Bytes and texts, each stored once under the SHA-256 of its plain content.
CREATE TABLE blob (
    sha256  BLOB PRIMARY KEY NOT NULL CHECK (length(sha256) = 32),
    codec   TEXT NOT NULL CHECK (codec IN ('zstd', 'plain')),
    size    INTEGER NOT NULL CHECK (size >= 0),     -- bytes of the plain content
    content BLOB NOT NULL                           -- encoded as codec says
) STRICT;

-- The log: one row for each version of each record, in order. id n is leaf n of the Merkle tree (from 0).
CREATE TABLE entry (
    id          INTEGER PRIMARY KEY CHECK (id >= 0),
    kind        TEXT NOT NULL CHECK (kind IN ('e', 's', 'a', 'n', 'c', 'r')),
    record      INTEGER NOT NULL CHECK (record >= 1),       -- with kind, the record's id: c17
    revision    INTEGER NOT NULL CHECK (revision >= 1),
    parent      INTEGER REFERENCES entry (id),              -- the version before; NULL for the first
    author      INTEGER NOT NULL REFERENCES author (id),
    recorded_at INTEGER NOT NULL,                           -- microseconds since 1970-01-01T00:00:00Z
    cause       TEXT NOT NULL CHECK (cause IN ('first', 'source_revised', 'reattributed', 'rescoped',
                    'late_discovery', 'desk_correction', 'retraction', 'redaction')),
    reason      INTEGER REFERENCES prose (id),
    leaf        BLOB NOT NULL CHECK (length(leaf) = 32),    -- SHA-256(0x00 || entry bytes)
    subtrees    BLOB,                                       -- roots of the complete subtrees that this entry completes
    CHECK ((revision = 1) = (parent IS NULL)),
    CHECK ((revision = 1) = (cause = 'first'))
) STRICT;

CREATE UNIQUE INDEX entry_record ON entry (kind, record, revision);
-- Which entries have been succeeded, and by which: what an as-of scan needs to know.
CREATE INDEX entry_succession ON entry (parent) WHERE parent IS NOT NULL;

-- When a source corrected what it had said: of versions with the cause source_revised alone, where the day is known.
CREATE TABLE correction (
    entry        INTEGER PRIMARY KEY REFERENCES entry (id),
    corrected_on TEXT NOT NULL                              -- EDTF
) STRICT;

-- One version of an event: what claims are about.
CREATE TABLE event_revision (
    entry    INTEGER PRIMARY KEY REFERENCES entry (id),
    handle   TEXT NOT NULL,
    title    INTEGER NOT NULL REFERENCES prose (id),
    start_on TEXT,                                          -- EDTF
    end_on   TEXT,                                          -- EDTF
    place    TEXT,
    note     INTEGER REFERENCES prose (id)
) STRICT;

CREATE INDEX event_revision_handle ON event_revision (handle);

-- Its sides, in order from 0.
CREATE TABLE event_side (
    entry    INTEGER NOT NULL REFERENCES event_revision (entry),
    position INTEGER NOT NULL CHECK (position >= 0),
    name     TEXT NOT NULL,
    PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;

-- One version of a source: whoever publishes, relays, states or is accused.
CREATE TABLE source_revision (
    entry       INTEGER PRIMARY KEY REFERENCES entry (id),
    handle      TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('outlet', 'agency', 'official', 'state', 'armed_group', 'ngo',
                    'organisation', 'person', 'witness', 'social_account')),
    country     TEXT CHECK (length(country) = 2),           -- ISO 3166-1 alpha-2
    side        TEXT,                                       -- the side it speaks for
    reliability TEXT CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    note        INTEGER REFERENCES prose (id)
) STRICT;

CREATE INDEX source_revision_handle ON source_revision (handle);

-- Its names, in order from 0; name 0 is the one shown.
CREATE TABLE source_name (
    entry    INTEGER NOT NULL REFERENCES source_revision (entry),
    position INTEGER NOT NULL CHECK (position >= 0),
    name     INTEGER NOT NULL REFERENCES prose (id),
    language TEXT,                                          -- BCP 47
    PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;

-- One version of an article: one published item.
CREATE TABLE article_revision (
    entry        INTEGER PRIMARY KEY REFERENCES entry (id),
    locator      INTEGER NOT NULL REFERENCES prose (id),    -- canonical URL, or a label
    publisher    INTEGER,                                   -- the number of a source: 5 is s5
    title        INTEGER REFERENCES prose (id),
    language     TEXT,                                      -- BCP 47
    published_at TEXT                                       -- EDTF, the day printed on it
) STRICT;

-- One capture of an article.
CREATE TABLE snapshot_revision (
    entry        INTEGER PRIMARY KEY REFERENCES entry (id),
    article      INTEGER NOT NULL,                          -- the number of an article
    retrieved_at INTEGER NOT NULL,                          -- microseconds since 1970-01-01T00:00:00Z
    raw_sha256   BLOB NOT NULL REFERENCES blob (sha256),    -- the bytes as they came
    raw_salt     BLOB NOT NULL CHECK (length(raw_salt) = 16),
    text_sha256  BLOB NOT NULL REFERENCES blob (sha256),    -- the readable text, UTF-8
    text_salt    BLOB NOT NULL CHECK (length(text_salt) = 16),
    media_type   TEXT NOT NULL,
    charset      TEXT NOT NULL,
    captured_by  TEXT NOT NULL,
    extractor    TEXT NOT NULL                              -- what made the text of the bytes
) STRICT;

CREATE INDEX snapshot_revision_article ON snapshot_revision (article);
CREATE INDEX snapshot_revision_raw ON snapshot_revision (raw_sha256);

-- What a series of figures is made of. Interned: the natural key of every report.
CREATE TABLE series (
    id            INTEGER PRIMARY KEY,
    event         INTEGER NOT NULL,                         -- the number of an event
    claimant      INTEGER NOT NULL,                         -- the number of a source
    measure       TEXT NOT NULL CHECK (measure IN ('killed', 'injured', 'missing', 'captured', 'displaced',
                      'detained', 'casualties')),
    victims       TEXT,                                     -- who they are, in the desk's words
    victim_side   TEXT,
    victim_status TEXT NOT NULL CHECK (victim_status IN ('civilian', 'military', 'mixed', 'unknown')),
    aggregation   TEXT NOT NULL CHECK (aggregation IN ('cumulative', 'incremental', 'unknown')),
    place         TEXT
) STRICT;

CREATE UNIQUE INDEX series_key ON series (event, claimant, measure, victim_status, aggregation,
    ifnull(victims, ''), ifnull(victim_side, ''), ifnull(place, ''));

-- One version of a claim that states a figure. low and high NULL are open ends; missing is not zero.
CREATE TABLE figure_revision (
    entry          INTEGER PRIMARY KEY REFERENCES entry (id),
    series         INTEGER NOT NULL REFERENCES series (id),
    stated_on      TEXT NOT NULL,                           -- EDTF, the day it was said
    occurred       TEXT,                                    -- EDTF, the time that it covers
    low            INTEGER CHECK (low BETWEEN 0 AND 9007199254740991),
    best           INTEGER CHECK (best BETWEEN 0 AND 9007199254740991),
    high           INTEGER CHECK (high BETWEEN 0 AND 9007199254740991),
    qualifier      TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'at_least', 'more_than', 'up_to',
                       'fewer_than', 'range', 'vague', 'unstated')),
    wording        INTEGER REFERENCES prose (id),           -- the number words as printed
    first_citation INTEGER NOT NULL REFERENCES citation (id),
    citations      INTEGER NOT NULL CHECK (citations >= 1), -- how many, with ids in a row
    note           INTEGER REFERENCES prose (id)
) STRICT;

CREATE INDEX figure_series ON figure_revision (series, stated_on, low, best, high, qualifier, occurred);

-- One version of a claim that accuses, or that answers another claim.
CREATE TABLE accusation_revision (
    entry          INTEGER PRIMARY KEY REFERENCES entry (id),
    event          INTEGER NOT NULL,                        -- the number of an event
    claimant       INTEGER NOT NULL,                        -- the number of a source: who accuses or answers
    stated_on      TEXT NOT NULL,                           -- EDTF
    occurred       TEXT,                                    -- EDTF
    place          TEXT,
    kind           TEXT NOT NULL CHECK (kind IN ('accusation', 'denial', 'confirmation', 'concession')),
    accused        INTEGER,                                 -- the number of a source
    act            INTEGER REFERENCES prose (id),
    answers        INTEGER,                                 -- the number of the claim that is answered
    first_citation INTEGER NOT NULL REFERENCES citation (id),
    citations      INTEGER NOT NULL CHECK (citations >= 1),
    note           INTEGER REFERENCES prose (id),
    CHECK ((kind = 'accusation') = (accused IS NOT NULL)),
    CHECK ((kind = 'accusation') = (answers IS NULL)),
    CHECK (kind <> 'accusation' OR act IS NOT NULL)
) STRICT;

CREATE INDEX accusation_event ON accusation_revision (event);
CREATE INDEX accusation_answers ON accusation_revision (answers) WHERE answers IS NOT NULL;

-- Where a claim stands. The citations of one version have ids in a row; a version that does not change them
-- names the same ones again.
CREATE TABLE citation (
    id              INTEGER PRIMARY KEY,
    entry           INTEGER NOT NULL REFERENCES entry (id), -- the version that first listed it
    article         INTEGER NOT NULL,                       -- the number of an article
    snapshot        INTEGER,                                -- the number of a snapshot held here
    snapshot_sha256 BLOB CHECK (length(snapshot_sha256) = 32), -- or the hash of a copy held elsewhere
    start_byte      INTEGER CHECK (start_byte >= 0),        -- where the quote begins in the snapshot's text (UTF-8)
    end_byte        INTEGER,                                -- the byte behind its last
    quote           INTEGER REFERENCES prose (id),
    prefix          INTEGER REFERENCES prose (id),
    suffix          INTEGER REFERENCES prose (id),
    reading         TEXT CHECK (reading IN ('read', 'unread')), -- do the figure's numbers stand in the quote?
    CHECK (snapshot IS NULL OR snapshot_sha256 IS NULL),
    CHECK ((start_byte IS NULL) = (end_byte IS NULL)),
    CHECK (end_byte > start_byte)
) STRICT;

CREATE INDEX citation_article ON citation (article);

-- Who relayed it between publisher and claimant, in order from 0, the publisher's side first.
CREATE TABLE citation_via (
    citation INTEGER NOT NULL REFERENCES citation (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    source   INTEGER NOT NULL,                              -- the number of a source
    PRIMARY KEY (citation, position)
) STRICT, WITHOUT ROWID;

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

-- What people ask for: the present state, readable with any SQL prompt. Times are in UTC.

-- The newest version of every record.
CREATE VIEW latest AS
SELECT * FROM entry
WHERE NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.parent = entry.id);

-- The log in words: who wrote which version of what, when and why.
CREATE VIEW log AS
SELECT entry.id AS entry,
       entry.kind || entry.record AS record,
       entry.revision,
       author.name AS author,
       strftime('%Y-%m-%dT%H:%M:%S', entry.recorded_at / 1000000, 'unixepoch')
           || printf('.%06dZ', entry.recorded_at % 1000000) AS recorded_at,
       entry.cause,
       correction.corrected_on,
       prose.value AS reason,
       lower(hex(entry.leaf)) AS leaf
FROM entry
JOIN author ON author.id = entry.author
LEFT JOIN correction ON correction.entry = entry.id
LEFT JOIN prose ON prose.id = entry.reason;

CREATE VIEW event AS
SELECT latest.kind || latest.record AS id, latest.revision, r.handle, title.value AS title,
       r.start_on, r.end_on, r.place,
       (SELECT group_concat(name, ', ') FROM (SELECT name FROM event_side WHERE entry = r.entry ORDER BY position)) AS sides,
       note.value AS note
FROM event_revision AS r
JOIN latest ON latest.id = r.entry
JOIN prose AS title ON title.id = r.title
LEFT JOIN prose AS note ON note.id = r.note;

CREATE VIEW source AS
SELECT latest.kind || latest.record AS id, latest.revision, r.handle, name.value AS name, r.kind, r.country,
       r.side, r.reliability, note.value AS note
FROM source_revision AS r
JOIN latest ON latest.id = r.entry
LEFT JOIN source_name AS first ON first.entry = r.entry AND first.position = 0
LEFT JOIN prose AS name ON name.id = first.name
LEFT JOIN prose AS note ON note.id = r.note;

CREATE VIEW article AS
SELECT latest.kind || latest.record AS id, latest.revision, locator.value AS locator, 's' || r.publisher AS publisher,
       title.value AS title, r.language, r.published_at
FROM article_revision AS r
JOIN latest ON latest.id = r.entry
JOIN prose AS locator ON locator.id = r.locator
LEFT JOIN prose AS title ON title.id = r.title;

CREATE VIEW snapshot AS
SELECT latest.kind || latest.record AS id, 'a' || r.article AS article,
       strftime('%Y-%m-%dT%H:%M:%S', r.retrieved_at / 1000000, 'unixepoch')
           || printf('.%06dZ', r.retrieved_at % 1000000) AS retrieved_at,
       lower(hex(r.raw_sha256)) AS raw_sha256, lower(hex(r.text_sha256)) AS text_sha256,
       r.media_type, r.charset, r.captured_by, r.extractor
FROM snapshot_revision AS r
JOIN latest ON latest.id = r.entry;

-- Claims that state a figure, retracted ones left out.
CREATE VIEW figure AS
SELECT latest.kind || latest.record AS id, latest.revision, 'e' || series.event AS event,
       's' || series.claimant AS claimant, series.measure, series.victims, series.victim_side,
       series.victim_status, series.aggregation, series.place, r.stated_on, r.occurred,
       r.low, r.best, r.high, r.qualifier, wording.value AS wording, quote.value AS quote, r.series, r.entry
FROM figure_revision AS r
JOIN latest ON latest.id = r.entry AND latest.cause <> 'retraction'
JOIN series ON series.id = r.series
JOIN citation ON citation.id = r.first_citation
LEFT JOIN prose AS wording ON wording.id = r.wording
LEFT JOIN prose AS quote ON quote.id = citation.quote;

-- Claims that accuse or answer, retracted ones left out.
CREATE VIEW accusation AS
SELECT latest.kind || latest.record AS id, latest.revision, 'e' || r.event AS event, 's' || r.claimant AS claimant,
       r.kind, 's' || r.accused AS accused, act.value AS act, 'c' || r.answers AS answers,
       r.stated_on, r.occurred, r.place, quote.value AS quote, r.entry
FROM accusation_revision AS r
JOIN latest ON latest.id = r.entry AND latest.cause <> 'retraction'
JOIN citation ON citation.id = r.first_citation
LEFT JOIN prose AS act ON act.id = r.act
LEFT JOIN prose AS quote ON quote.id = citation.quote;

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

-- The guards: no row is changed, removed or written over. INSERT OR REPLACE gets past a guard on DELETE, so an
-- insert over an existing key is refused too.

CREATE TRIGGER author_not_changed BEFORE UPDATE ON author
BEGIN SELECT raise(ABORT, 'author is append-only: no row is changed'); END;
CREATE TRIGGER author_not_removed BEFORE DELETE ON author
BEGIN SELECT raise(ABORT, 'author is append-only: no row is removed'); END;
CREATE TRIGGER author_not_replaced BEFORE INSERT ON author
WHEN EXISTS (SELECT 1 FROM author WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM author WHERE name = NEW.name)
BEGIN SELECT raise(ABORT, 'author is append-only: no row is written over'); END;

CREATE TRIGGER prose_not_changed BEFORE UPDATE ON prose
BEGIN SELECT raise(ABORT, 'prose is append-only: no row is changed'); END;
CREATE TRIGGER prose_not_removed BEFORE DELETE ON prose
BEGIN SELECT raise(ABORT, 'prose is append-only: no row is removed'); END;
CREATE TRIGGER prose_not_replaced BEFORE INSERT ON prose
WHEN EXISTS (SELECT 1 FROM prose WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'prose is append-only: no row is written over'); END;

CREATE TRIGGER blob_not_changed BEFORE UPDATE ON blob
BEGIN SELECT raise(ABORT, 'blob is append-only: no row is changed'); END;
CREATE TRIGGER blob_not_removed BEFORE DELETE ON blob
BEGIN SELECT raise(ABORT, 'blob is append-only: no row is removed'); END;
CREATE TRIGGER blob_not_replaced BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256)
BEGIN SELECT raise(ABORT, 'blob is append-only: no row is written over'); END;

CREATE TRIGGER entry_not_changed BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'entry is append-only: no row is changed'); END;
CREATE TRIGGER entry_not_removed BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'entry is append-only: no row is removed'); END;
CREATE TRIGGER entry_not_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM entry WHERE kind = NEW.kind AND record = NEW.record AND revision = NEW.revision)
BEGIN SELECT raise(ABORT, 'entry is append-only: no row is written over'); END;

CREATE TRIGGER correction_not_changed BEFORE UPDATE ON correction
BEGIN SELECT raise(ABORT, 'correction is append-only: no row is changed'); END;
CREATE TRIGGER correction_not_removed BEFORE DELETE ON correction
BEGIN SELECT raise(ABORT, 'correction is append-only: no row is removed'); END;
CREATE TRIGGER correction_not_replaced BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM correction WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'correction is append-only: no row is written over'); END;
CREATE TRIGGER correction_of_source BEFORE INSERT ON correction
WHEN (SELECT cause FROM entry WHERE id = NEW.entry) IS NOT 'source_revised'
BEGIN SELECT raise(ABORT, 'only a version with the cause source_revised has a day of correction'); END;

CREATE TRIGGER event_revision_not_changed BEFORE UPDATE ON event_revision
BEGIN SELECT raise(ABORT, 'event_revision is append-only: no row is changed'); END;
CREATE TRIGGER event_revision_not_removed BEFORE DELETE ON event_revision
BEGIN SELECT raise(ABORT, 'event_revision is append-only: no row is removed'); END;
CREATE TRIGGER event_revision_not_replaced BEFORE INSERT ON event_revision
WHEN EXISTS (SELECT 1 FROM event_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'event_revision is append-only: no row is written over'); END;

CREATE TRIGGER event_side_not_changed BEFORE UPDATE ON event_side
BEGIN SELECT raise(ABORT, 'event_side is append-only: no row is changed'); END;
CREATE TRIGGER event_side_not_removed BEFORE DELETE ON event_side
BEGIN SELECT raise(ABORT, 'event_side is append-only: no row is removed'); END;
CREATE TRIGGER event_side_not_replaced BEFORE INSERT ON event_side
WHEN EXISTS (SELECT 1 FROM event_side WHERE entry = NEW.entry AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'event_side is append-only: no row is written over'); END;

CREATE TRIGGER source_revision_not_changed BEFORE UPDATE ON source_revision
BEGIN SELECT raise(ABORT, 'source_revision is append-only: no row is changed'); END;
CREATE TRIGGER source_revision_not_removed BEFORE DELETE ON source_revision
BEGIN SELECT raise(ABORT, 'source_revision is append-only: no row is removed'); END;
CREATE TRIGGER source_revision_not_replaced BEFORE INSERT ON source_revision
WHEN EXISTS (SELECT 1 FROM source_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'source_revision is append-only: no row is written over'); END;

CREATE TRIGGER source_name_not_changed BEFORE UPDATE ON source_name
BEGIN SELECT raise(ABORT, 'source_name is append-only: no row is changed'); END;
CREATE TRIGGER source_name_not_removed BEFORE DELETE ON source_name
BEGIN SELECT raise(ABORT, 'source_name is append-only: no row is removed'); END;
CREATE TRIGGER source_name_not_replaced BEFORE INSERT ON source_name
WHEN EXISTS (SELECT 1 FROM source_name WHERE entry = NEW.entry AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'source_name is append-only: no row is written over'); END;

CREATE TRIGGER article_revision_not_changed BEFORE UPDATE ON article_revision
BEGIN SELECT raise(ABORT, 'article_revision is append-only: no row is changed'); END;
CREATE TRIGGER article_revision_not_removed BEFORE DELETE ON article_revision
BEGIN SELECT raise(ABORT, 'article_revision is append-only: no row is removed'); END;
CREATE TRIGGER article_revision_not_replaced BEFORE INSERT ON article_revision
WHEN EXISTS (SELECT 1 FROM article_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'article_revision is append-only: no row is written over'); END;

CREATE TRIGGER snapshot_revision_not_changed BEFORE UPDATE ON snapshot_revision
BEGIN SELECT raise(ABORT, 'snapshot_revision is append-only: no row is changed'); END;
CREATE TRIGGER snapshot_revision_not_removed BEFORE DELETE ON snapshot_revision
BEGIN SELECT raise(ABORT, 'snapshot_revision is append-only: no row is removed'); END;
CREATE TRIGGER snapshot_revision_not_replaced BEFORE INSERT ON snapshot_revision
WHEN EXISTS (SELECT 1 FROM snapshot_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'snapshot_revision is append-only: no row is written over'); END;

CREATE TRIGGER series_not_changed BEFORE UPDATE ON series
BEGIN SELECT raise(ABORT, 'series is append-only: no row is changed'); END;
CREATE TRIGGER series_not_removed BEFORE DELETE ON series
BEGIN SELECT raise(ABORT, 'series is append-only: no row is removed'); END;
CREATE TRIGGER series_not_replaced BEFORE INSERT ON series
WHEN EXISTS (SELECT 1 FROM series WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'series is append-only: no row is written over'); END;

CREATE TRIGGER figure_revision_not_changed BEFORE UPDATE ON figure_revision
BEGIN SELECT raise(ABORT, 'figure_revision is append-only: no row is changed'); END;
CREATE TRIGGER figure_revision_not_removed BEFORE DELETE ON figure_revision
BEGIN SELECT raise(ABORT, 'figure_revision is append-only: no row is removed'); END;
CREATE TRIGGER figure_revision_not_replaced BEFORE INSERT ON figure_revision
WHEN EXISTS (SELECT 1 FROM figure_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'figure_revision is append-only: no row is written over'); END;

CREATE TRIGGER accusation_revision_not_changed BEFORE UPDATE ON accusation_revision
BEGIN SELECT raise(ABORT, 'accusation_revision is append-only: no row is changed'); END;
CREATE TRIGGER accusation_revision_not_removed BEFORE DELETE ON accusation_revision
BEGIN SELECT raise(ABORT, 'accusation_revision is append-only: no row is removed'); END;
CREATE TRIGGER accusation_revision_not_replaced BEFORE INSERT ON accusation_revision
WHEN EXISTS (SELECT 1 FROM accusation_revision WHERE entry = NEW.entry)
BEGIN SELECT raise(ABORT, 'accusation_revision is append-only: no row is written over'); END;

CREATE TRIGGER citation_not_changed BEFORE UPDATE ON citation
BEGIN SELECT raise(ABORT, 'citation is append-only: no row is changed'); END;
CREATE TRIGGER citation_not_removed BEFORE DELETE ON citation
BEGIN SELECT raise(ABORT, 'citation is append-only: no row is removed'); END;
CREATE TRIGGER citation_not_replaced BEFORE INSERT ON citation
WHEN EXISTS (SELECT 1 FROM citation WHERE id = NEW.id)
BEGIN SELECT raise(ABORT, 'citation is append-only: no row is written over'); END;

CREATE TRIGGER citation_via_not_changed BEFORE UPDATE ON citation_via
BEGIN SELECT raise(ABORT, 'citation_via is append-only: no row is changed'); END;
CREATE TRIGGER citation_via_not_removed BEFORE DELETE ON citation_via
BEGIN SELECT raise(ABORT, 'citation_via is append-only: no row is removed'); END;
CREATE TRIGGER citation_via_not_replaced BEFORE INSERT ON citation_via
WHEN EXISTS (SELECT 1 FROM citation_via WHERE citation = NEW.citation AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'citation_via is append-only: no row is written over'); END;

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
