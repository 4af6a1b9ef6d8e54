//! One record for people.

use std::io::{self, Write};

use super::super::claim;
use super::super::fields::{Fields, paragraph, quoted};
use super::super::style::{Face, Style};
use super::super::words;
use crate::model::{
    Accusation, Anchor, Article, Assessment, Claim, Content, Event, Label, Prose, Reading,
    Snapshot, Source, Statement,
};
use crate::report::listing::ClaimLine;
use crate::report::record::{
    About, AssessmentAbout, CitationView, ClaimAbout, ClaimCounts, RecordView, SourceRoles,
};

/// Writes a record for people.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, view: &RecordView) -> io::Result<()> {
    heading(out, style, view)?;
    match (&view.revision.content, &view.about) {
        (Content::Event(record), About::Event(counts)) => {
            event(record, counts).write(out, style, 0)
        }
        (Content::Source(record), About::Source(roles)) => {
            source(record, roles).write(out, style, 0)
        }
        (
            Content::Article(record),
            About::Article {
                publisher,
                snapshots,
                claims: cited,
            },
        ) => {
            let publisher = publisher.as_ref().map(claim::name);
            article(record, publisher).write(out, style, 0)?;
            copies(out, style, snapshots)?;
            claims(out, style, "Cited by", cited)
        }
        (
            Content::Snapshot(record),
            About::Snapshot {
                article,
                claims: cited,
            },
        ) => {
            let mut fields = Fields::default();
            let label = words::running(article.label().shown());
            fields.safe("article", format!("{} {label}", article.id));
            snapshot(record, &mut fields);
            fields.write(out, style, 0)?;
            claims(out, style, "Cited by", cited)
        }
        (Content::Claim(record), About::Claim(about)) => stated(out, style, record, about),
        (Content::Assessment(record), About::Assessment(about)) => {
            assessed(out, style, record, about)
        }
        _ => Ok(()),
    }
}

fn heading(out: &mut dyn Write, style: &Style, view: &RecordView) -> io::Result<()> {
    let revision = &view.revision;
    let kind = match &revision.content {
        Content::Claim(claim) => claim.kind(),
        other => other.kind().word(),
    };
    let line = format!(
        "{} {kind}, version {} of {}, by {} at {}",
        revision.record,
        revision.number,
        view.versions,
        words::escaped(revision.author.as_str()),
        revision.recorded_at
    );
    paragraph(out, style, 0, &line, Face::Bold)?;
    if view.retracted {
        let text = if revision.is_retraction() {
            "⚠ retracted"
        } else {
            "⚠ a later version retracts it"
        };
        paragraph(out, style, 0, text, Face::Warning)?;
    }
    if let Some(reason) = &revision.reason {
        let text = format!("{}: {}", revision.grounds, words::running(reason.shown()));
        paragraph(out, style, 0, &text, Face::Plain)?;
    }
    Ok(())
}

fn label(fields: &mut Fields, name: &'static str, label: Option<&Label>) {
    fields.outside(name, label.map(Label::as_str));
}

fn event(event: &Event, counts: &ClaimCounts) -> Fields {
    let mut fields = Fields::default();
    fields.whole("handle", Some(&event.handle));
    fields.prose("title", Some(&event.title));
    fields.whole("start", event.start);
    fields.whole("end", event.end);
    label(&mut fields, "place", event.place.as_ref());
    if !event.sides.is_empty() {
        let sides: Vec<String> = event
            .sides
            .iter()
            .map(|side| words::escaped(side.as_str()))
            .collect();
        fields.safe("sides", sides.join(", "));
    }
    fields.prose("note", event.note.as_ref());
    fields.safe("claims", counted(counts));
    fields
}

fn counted(counts: &ClaimCounts) -> String {
    let mut parts = vec![
        amount(counts.figures, "figure"),
        amount(counts.accusations, "accusation"),
        amount(counts.answers, "answer"),
    ];
    if counts.retracted > 0 {
        parts.push(format!("{} retracted", counts.retracted));
    }
    parts.join(", ")
}

fn amount(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn source(source: &Source, roles: &SourceRoles) -> Fields {
    let mut fields = Fields::default();
    fields.whole("handle", Some(&source.handle));
    for (index, name) in source.names().iter().enumerate() {
        let language = name.language.as_ref();
        let text = words::running(name.name.shown());
        let shown = match language {
            Some(language) => format!("{} ({language})", words::isolated(&text)),
            None => text.clone(),
        };
        let label = if index == 0 { "name" } else { "alias" };
        // A long name is broken into lines; only one that surely fits may hold isolates of its own.
        let is_short = words::width(&shown) <= 30;
        match (language, is_short) {
            (Some(_), true) => fields.whole(label, Some(shown)),
            (Some(language), false) => fields.safe(label, format!("{text} ({language})")),
            (None, _) => fields.safe(label, text),
        }
    }
    fields.whole("kind", Some(source.kind));
    fields.whole("country", source.country.as_ref());
    label(&mut fields, "side", source.side.as_ref());
    fields.whole(
        "reliability",
        source.reliability.map(|letter| letter.letter()),
    );
    fields.prose("note", source.note.as_ref());
    fields.safe("states", counted(&roles.states));
    fields.safe(
        "also",
        format!(
            "accused in {}, relays {}, published {}",
            amount(roles.accused, "accusation"),
            amount(roles.relays, "claim"),
            amount(roles.publishes, "article")
        ),
    );
    fields
}

fn article(article: &Article, publisher: Option<String>) -> Fields {
    let mut fields = Fields::default();
    fields.prose("title", article.title.as_ref());
    fields.address(locator_word(article.url()), &article.locator);
    if let Some(publisher) = publisher {
        fields.safe("publisher", publisher);
    }
    fields.whole("published", article.published_at);
    fields.whole("language", article.language.as_ref());
    fields
}

/// What an article's locator is called.
const fn locator_word(url: Option<&str>) -> &'static str {
    match url {
        Some(_) => "url",
        None => "label",
    }
}

fn snapshot(snapshot: &Snapshot, fields: &mut Fields) {
    fields.whole("retrieved", Some(snapshot.retrieved_at));
    fields.whole("sha256", Some(snapshot.raw.digest));
    fields.whole("text sha256", Some(snapshot.text.digest));
    fields.safe(
        "format",
        words::escaped(&format!("{}, {}", snapshot.media_type, snapshot.charset)),
    );
    fields.outside("captured by", Some(&snapshot.captured_by));
    fields.outside("text made by", Some(&snapshot.extractor));
}

fn copies(
    out: &mut dyn Write,
    style: &Style,
    snapshots: &[(crate::model::SnapshotId, Snapshot)],
) -> io::Result<()> {
    writeln!(out)?;
    if snapshots.is_empty() {
        return writeln!(out, "No copy is held here.");
    }
    writeln!(out, "{}", style.paint("Copies", Face::Bold))?;
    for (id, snapshot) in snapshots {
        let mut fields = Fields::default();
        fields.whole("snapshot", Some(id));
        fields.whole("retrieved", Some(snapshot.retrieved_at));
        fields.whole("sha256", Some(snapshot.raw.digest));
        fields.write(out, style, 2)?;
    }
    Ok(())
}

fn claims(out: &mut dyn Write, style: &Style, title: &str, lines: &[ClaimLine]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "{}", style.paint(title, Face::Bold))?;
    lines
        .iter()
        .try_for_each(|line| paragraph(out, style, 2, &claim::line(line), Face::Plain))
}

fn stated(
    out: &mut dyn Write,
    style: &Style,
    record: &Claim,
    about: &ClaimAbout,
) -> io::Result<()> {
    let mut fields = Fields::default();
    fields.safe("event", claim::name(&about.event));
    fields.safe("claimant", claim::name(&about.claimant));
    match &record.statement {
        Statement::Figure(stated) => {
            let wording = stated.wording.as_ref().and_then(Prose::value);
            fields.whole("measure", Some(stated.measure));
            fields.safe("figure", claim::figure(&stated.figure, wording));
            label(&mut fields, "victims", stated.victims.as_ref());
            label(&mut fields, "victim side", stated.victim_side.as_ref());
            fields.whole("victim status", Some(stated.victim_status));
            fields.whole("aggregation", Some(stated.aggregation));
        }
        Statement::Accusation(Accusation::Accuses { act, .. }) => {
            if let Some(accused) = &about.accused {
                fields.safe("accused", claim::name(accused));
            }
            fields.prose("act", Some(act));
        }
        Statement::Accusation(Accusation::Answers { claim: id, act, .. }) => {
            let answered = about.answers.as_ref().map(claim::line);
            fields.safe("answers", answered.unwrap_or_else(|| id.to_string()));
            fields.prose("act", act.as_ref());
        }
    }
    label(&mut fields, "place", record.place.as_ref());
    fields.whole("occurred", record.occurred);
    fields.whole("stated on", Some(record.stated_on));
    fields.prose("note", record.note.as_ref());
    fields.write(out, style, 0)?;
    for (number, citation) in (1..).zip(&about.citations) {
        writeln!(out)?;
        let title = format!("Citation {number}");
        writeln!(out, "{}", style.paint(&title, Face::Bold))?;
        cited(citation).write(out, style, 2)?;
    }
    claims(out, style, "Answered by", &about.answered_by)?;
    if about.assessments.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "{}", style.paint("Rated by the desk", Face::Bold))?;
    about
        .assessments
        .iter()
        .try_for_each(|line| paragraph(out, style, 2, &claim::assessed(line), Face::Plain))
}

fn assessed(
    out: &mut dyn Write,
    style: &Style,
    record: &Assessment,
    about: &AssessmentAbout,
) -> io::Result<()> {
    let mut fields = Fields::default();
    fields.safe("claim", claim::line(&about.claim));
    fields.safe("rating", claim::rating(&record.rating));
    fields.prose("label", record.label.as_ref());
    fields.prose("rationale", Some(&record.rationale));
    fields.whole("assessed on", Some(record.assessed_on));
    fields.write(out, style, 0)?;
    claims(out, style, "Rests on claims", &about.claims)?;
    for (number, citation) in (1..).zip(&about.citations) {
        writeln!(out)?;
        let title = format!("Rests on citation {number}");
        writeln!(out, "{}", style.paint(&title, Face::Bold))?;
        cited(citation).write(out, style, 2)?;
    }
    Ok(())
}

fn cited(view: &CitationView) -> Fields {
    let mut fields = Fields::default();
    let passage = view.citation.passage.as_ref();
    if let Some(passage) = passage {
        fields.safe("quote", quoted(&words::running(passage.quote.shown())));
        fields.prose("before it", passage.prefix.as_ref());
        fields.prose("behind it", passage.suffix.as_ref());
    }
    let article = &view.article;
    let title = words::running(article.label().shown());
    fields.safe("article", format!("{} {title}", article.id));
    if article.title.is_some() {
        fields.address(locator_word(article.url()), &article.locator);
    }
    if let Some(publisher) = &article.publisher {
        fields.safe("publisher", claim::name(publisher));
    }
    if !view.via.is_empty() {
        let chain: Vec<String> = view.via.iter().map(claim::name).collect();
        fields.safe("via", chain.join(" > "));
    }
    fields.whole("published", article.published_at);
    let copy = match view.citation.anchor {
        Anchor::None => "none is named".to_owned(),
        Anchor::Held { snapshot, .. } => snapshot.to_string(),
        Anchor::Elsewhere { .. } => "not held here".to_owned(),
    };
    fields.safe("copy", copy);
    fields.whole("sha256", view.sha256);
    let bytes = view
        .citation
        .anchor
        .span()
        .map(|span| format!("{}–{}", span.start(), span.end()));
    fields.whole("bytes", bytes);
    if view.citation.reading == Some(Reading::Unread) {
        fields.safe(
            "reading",
            "the figure was not read in the quote; the desk vouches for it",
        );
    }
    fields
}
