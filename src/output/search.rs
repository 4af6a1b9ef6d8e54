//! What a search found, hit by hit.

use std::io::{self, Write};

use serde::Serialize;

use super::fields::paragraph;
use super::json::{FORMAT, Listing};
use super::style::{Face, Style};
use super::words;
use crate::model::{RecordId, SnapshotId};
use crate::report::search::{Excerpt, Hit, Needle, Unsearched};
use crate::store;

/// Hits for people.
pub struct Text<'a> {
    out: &'a mut dyn Write,
    style: Style,
    record: Option<RecordId>,
}

impl<'a> Text<'a> {
    /// Begins.
    pub fn begin(out: &'a mut dyn Write, style: Style) -> Self {
        Self {
            out,
            style,
            record: None,
        }
    }

    /// Writes the next hit; those of one record stand under one heading.
    ///
    /// # Errors
    /// The stream's.
    pub fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        if self.record != Some(hit.record) {
            self.record = Some(hit.record);
            let retracted = if hit.retracted { " (retracted)" } else { "" };
            let label = words::running(hit.label.shown());
            let heading = format!("{}{retracted} {label}", hit.record);
            paragraph(self.out, &self.style, 0, &heading, Face::Bold)?;
        }
        let place = match hit.field {
            "text" => format!("text, byte {}", hit.excerpt.found.start),
            field => field.to_owned(),
        };
        writeln!(self.out, "  {}", self.style.paint(&place, Face::Dim))?;
        excerpt(self.out, &self.style, &hit.excerpt)
    }

    /// Ends: says when nothing was found.
    ///
    /// # Errors
    /// The stream's.
    pub fn finish(self, needle: &Needle) -> io::Result<()> {
        if self.record.is_none() {
            let given = words::line(needle.given());
            writeln!(self.out, "Nothing found for “{given}”.")?;
        }
        Ok(())
    }
}

/// Where a mark begins and ends while lines are broken. Safe text holds no control characters, and they take no
/// column, so they can stand for that.
const BEGIN: char = '\u{2}';
const END: char = '\u{3}';

/// The excerpt in lines, its marks set off. A mark that goes over a line's end is set off in both lines.
fn excerpt(out: &mut dyn Write, style: &Style, excerpt: &Excerpt) -> io::Result<()> {
    let mut flat = String::with_capacity(excerpt.text.len() + 16);
    if excerpt.start > 0 {
        flat.push('…');
    }
    let mut at = 0;
    for mark in &excerpt.marks {
        flat.push_str(&flattened(excerpt.text.get(at..mark.start)));
        flat.push(BEGIN);
        flat.push_str(&flattened(excerpt.text.get(mark.clone())));
        flat.push(END);
        at = mark.end;
    }
    flat.push_str(&flattened(excerpt.text.get(at..)));
    if excerpt.goes_on {
        flat.push('…');
    }
    while let Some(at) = flat.find("  ") {
        flat.remove(at);
    }
    let room = style.width.saturating_sub(4);
    let mut is_marked = false;
    for line in words::lines(&flat, room, usize::MAX) {
        let mut shown = String::with_capacity(line.len());
        let mut stretch = String::new();
        let mut end_stretch = |stretch: &mut String, is_marked: bool| {
            let face = if is_marked { Face::Mark } else { Face::Plain };
            shown.push_str(&style.paint(stretch, face));
            stretch.clear();
        };
        for c in line.chars() {
            if c == BEGIN || c == END {
                end_stretch(&mut stretch, is_marked);
                is_marked = c == BEGIN;
            } else {
                stretch.push(c);
            }
        }
        end_stretch(&mut stretch, is_marked);
        writeln!(out, "    {shown}")?;
    }
    Ok(())
}

/// White space as spaces, and safe. Invariant of the report: marks are ranges of the excerpt, so nothing is missing.
fn flattened(text: Option<&str>) -> String {
    let spaced: String = text
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    words::escaped(&spaced)
}

#[derive(Serialize)]
struct HeadJson<'a> {
    format: u32,
    search: &'a str,
    log: store::Head,
}

#[derive(Serialize)]
struct HitJson<'a> {
    id: RecordId,
    label: Option<&'a str>,
    retracted: bool,
    field: &'static str,
    /// The bytes of the field, in UTF-8, at which the first of the words shown stands.
    start: usize,
    end: usize,
    excerpt: &'a str,
    excerpt_start: usize,
    /// The bytes of the excerpt that are words of the query.
    marks: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct TailJson<'a> {
    /// Texts that could not be read.
    unsearched: Vec<UnsearchedJson<'a>>,
}

#[derive(Serialize)]
struct UnsearchedJson<'a> {
    snapshot: SnapshotId,
    reason: &'a str,
}

/// Hits as JSON.
pub struct Json<'a> {
    list: Listing<'a>,
}

impl<'a> Json<'a> {
    /// Begins.
    ///
    /// # Errors
    /// The stream's.
    pub fn begin(out: &'a mut dyn Write, needle: &Needle, log: store::Head) -> io::Result<Self> {
        let head = HeadJson {
            format: FORMAT,
            search: needle.given(),
            log,
        };
        Ok(Self {
            list: Listing::begin(out, &head, "hits")?,
        })
    }

    /// Writes the next hit.
    ///
    /// # Errors
    /// The stream's.
    pub fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        let Excerpt {
            found,
            text,
            start,
            marks,
            ..
        } = &hit.excerpt;
        self.list.element(&HitJson {
            id: hit.record,
            label: hit.label.value(),
            retracted: hit.retracted,
            field: hit.field,
            start: found.start,
            end: found.end,
            excerpt: text,
            excerpt_start: *start,
            marks: marks.iter().map(|mark| [mark.start, mark.end]).collect(),
        })
    }

    /// Ends, with the texts that could not be read.
    ///
    /// # Errors
    /// The stream's.
    pub fn finish(self, unsearched: &[Unsearched]) -> io::Result<()> {
        let unsearched = unsearched
            .iter()
            .map(|text| UnsearchedJson {
                snapshot: text.snapshot,
                reason: &text.reason,
            })
            .collect();
        self.list.end(&TailJson { unsearched })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Prose, RecordKind, Salt};

    fn hit(query: &str, text: &str) -> Hit {
        Hit {
            record: RecordId::new(RecordKind::Claim, std::num::NonZeroU32::MIN),
            label: Prose::new(Salt::from_bytes([0; 16]), "Ministry"),
            retracted: true,
            field: "quote",
            excerpt: Needle::parse(query).unwrap().find(text).unwrap(),
        }
    }

    fn shown(style: Style, hits: &[Hit]) -> String {
        let mut out = Vec::new();
        let mut text = Text::begin(&mut out, style);
        for hit in hits {
            text.hit(hit).unwrap();
        }
        text.finish(&Needle::parse("none").unwrap()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hits_stand_under_their_record_with_their_words_set_off() {
        let hit = hit("\"fifty soldiers\"", "It said that fifty\n soldiers died");
        let color = Style {
            color: true,
            ..Style::plain(40)
        };
        assert_eq!(
            shown(Style::plain(40), &[hit.clone(), hit.clone()]),
            "c1 (retracted) Ministry\n  quote\n    It said that fifty soldiers died\n  quote\n    It said that fifty soldiers died\n"
        );
        assert!(shown(color, &[hit]).contains("that \u{1b}[1;4mfifty soldiers\u{1b}[0m died"));
        assert_eq!(shown(color, &[]), "Nothing found for “none”.\n");
    }

    #[test]
    fn a_hostile_excerpt_is_shown_safely() {
        let hit = hit("fifty", "\u{2}\u{1b}[2J\u{202e}fifty\u{3} نحو");
        let text = shown(Style::plain(60), &[hit]);
        let is_bare = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.chars().any(is_bare), "{text:?}");
    }

    #[test]
    fn json_gives_the_bytes() {
        let hit = hit("ارميني", "نائب الأرميني");
        let mut out = Vec::new();
        let head = store::Head {
            size: 1,
            root: crate::log::Hash::EMPTY_ROOT,
        };
        let needle = Needle::parse("ارميني").unwrap();
        let mut json = Json::begin(&mut out, &needle, head).unwrap();
        json.hit(&hit).unwrap();
        json.finish(&[]).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["hits"][0]["start"], "نائب ال".len());
        assert_eq!(value["hits"][0]["excerpt"], "نائب الأرميني");
        assert_eq!(value["unsearched"], serde_json::json!([]));
    }
}
