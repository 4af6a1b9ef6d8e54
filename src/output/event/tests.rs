//! The page of a small case, and of anything hostile.

use super::*;
use crate::model::{ClaimId, RevisionNumber};
use crate::output::style::Style;
use crate::report::conflicts::Group;
use crate::report::event::{DAYS, Query, event};
use crate::report::tests::Case;
use crate::series::scope::{Loosened, Scope};

fn report(case: &Case) -> EventReport {
    let query = Query {
        event: "e1".parse().unwrap(),
        as_of: None,
        recorded_by: None,
        days: DAYS,
        draws: true,
    };
    event(&case.store, &query).unwrap()
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_claim_that_is_named_has_its_note() {
    let report = report(&Case::new());
    let page = written(|out| html(out, &report));
    let mut links = 0;
    for part in page.split("href=\"#").skip(1) {
        let claim = part.split('"').next().unwrap();
        assert!(page.contains(&format!("<dt id=\"{claim}\">")), "{claim}");
        links += 1;
    }
    assert!(links > 0);
    let text = written(|out| markdown(out, &report));
    for part in text.split("[^").skip(1) {
        let claim = part.split(']').next().unwrap();
        assert!(
            text.contains(&format!("\n[^{claim}]: {claim}, revision")),
            "{claim}"
        );
    }
}

#[test]
fn the_page_needs_nothing_else_and_runs_each_text_its_own_way() {
    let report = report(&Case::new());
    let page = written(|out| html(out, &report));
    for word in [
        "<script",
        "src=",
        "@import",
        "<link",
        "javascript:",
        "onload",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<blockquote dir=\"auto\" lang=\"ar\">"));
    assert!(page.contains("<svg ") && page.contains("@media print"));
    assert!(page.contains(&report.made.head.root.to_string()));
}

#[test]
fn outside_text_is_neither_html_nor_markdown() {
    let hostile =
        "</bdi><script>alert(1)</script> **bold** [x](javascript:1) | \u{202e}evil\n# head `c`";
    let mut page = content::page(&report(&Case::new()));
    page.title = hostile.to_owned();
    let claim: ClaimId = "c9".parse().unwrap();
    page.notes.insert(
        claim,
        page::Note {
            revision: RevisionNumber::FIRST,
            says: page::outside(hostile),
            places: vec![page::Place {
                quote: Some(hostile.to_owned()),
                language: None,
                by: Some(hostile.to_owned()),
                published: None,
                locator: "javascript:alert(1)".to_owned(),
                sha256: None,
                held: false,
            }],
        },
    );
    let chart = report(&Case::new()).chart;
    let page_html = html::write(&page, chart.as_ref());
    assert!(!page_html.contains("<script") && !page_html.contains('\u{202e}'));
    assert!(!page_html.contains("href=\"javascript"));
    let text = markdown::write(&page);
    assert!(!text.contains("<script") && !text.contains("**bold**") && !text.contains("[x]("));
    assert!(!text.contains('\u{202e}') && !text.contains("\n# head"));
    let mut out = Vec::new();
    text::write(&mut out, &Style::plain(80), &page).unwrap();
    let shown = String::from_utf8(out).unwrap();
    assert!(!shown.contains('\u{202e}'));
}

#[test]
fn no_address_in_outside_text_becomes_a_link_by_itself() {
    let mut page = content::page(&report(&Case::new()));
    page.title = "see http://x.example/ and WWW.x.example or a@x.example: 5".to_owned();
    let text = markdown::write(&page);
    let title = text.lines().next().unwrap();
    assert_eq!(
        title,
        "# see http&#58;//x.example/ and WWW&#46;x.example or a&#64;x.example: 5"
    );
}

#[test]
fn only_addresses_of_the_web_can_be_followed() {
    let links = [
        "https://x.example/a?b=1&c=2",
        "http://x.example/",
        "javascript:alert(1)",
        "https://x.example/\"><script>",
        "https://x.example/a b",
        "broadcast of 14 September",
    ]
    .map(|locator| html::link(locator).is_some());
    assert_eq!(links, [true, true, false, false, false, false]);
}

#[test]
fn a_list_or_a_rule_cannot_begin_with_outside_text() {
    let mut page = content::page(&report(&Case::new()));
    for (title, expected) in [
        ("1. first", "# 1\\. first\n"),
        ("- item", "# \\- item\n"),
        ("2022", "# 2022\n"),
    ] {
        page.title = title.to_owned();
        assert!(markdown::write(&page).starts_with(expected), "{title}");
    }
}

#[test]
fn a_list_that_was_broken_off_says_so() {
    let mut report = report(&Case::new());
    let series = &report.recent.as_ref().unwrap().series[0];
    let day = "2024-01-16".parse().unwrap();
    report.conflicts.groups.push(Group {
        scope: Scope::of(&series.key, &Loosened::default()),
        disagreements: Vec::new(),
        stopped: Some(day),
    });
    let text = written(|out| text(out, &Style::plain(200), &report));
    assert!(
        text.contains("nothing said on 2024-01-16 or later was looked at"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&written(|out| json(out, &report))).unwrap();
    assert_eq!(json["conflicts_stopped"][0], "2024-01-16");
}

#[test]
fn a_handle_is_seen_behind_the_longest_name() {
    let words = content::claimant(&"لجنة ".repeat(60), "commission");
    let [page::Span::Outside(name), page::Span::Own(handle)] = words.as_slice() else {
        panic!("{words:?}");
    };
    assert!(
        name.ends_with('…') && crate::text::width(name) <= 64,
        "{name}"
    );
    assert_eq!(handle, " (commission)");
}
