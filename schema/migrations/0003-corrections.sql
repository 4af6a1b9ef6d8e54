-- From schema 2 to 3: the day on which a source corrected itself, and the time covered in the index of figures.

-- When a source corrected what it had said: of versions with the cause source_revised alone, where the day is known.
CREATE TABLE correction (
    entry        INTEGER PRIMARY KEY REFERENCES entry (id),
    corrected_on TEXT NOT NULL                              -- EDTF
) STRICT;

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

-- The log in words: who wrote which version of what, when and why.
DROP VIEW log;
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

-- Steps between totals go by the time that they cover, and reports over many figures read nothing but this index.
DROP INDEX figure_series;
CREATE INDEX figure_series ON figure_revision (series, stated_on, low, best, high, qualifier, occurred);
