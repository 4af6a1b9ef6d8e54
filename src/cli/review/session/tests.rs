use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::cli::context::Global;
use crate::exchange::Shelf;
use crate::exchange::capture::{Given, capture_file};
use crate::extract::RuleExtractor;
use crate::model::{RecordKind, SourceKind};
use crate::output::Style;
use crate::record::spec::{EventSpec, SourceSpec};
use crate::register::Register;
use crate::store::{Horizon, Read as _};

const DAY: &str = "Shelling\n\nThe Ministry said that 50 servicemen had been killed.\n\n\
                   The Red Cross said that three civilians were injured.\n\n\
                   قال نائب الوزير إن الطريق إلى القرية مفتوح.\n";

/// Somebody who types what was written down; lines where a line is asked for.
struct Script {
    presses: VecDeque<Press>,
    lines: VecDeque<&'static str>,
}

impl Keys for Script {
    fn press(&mut self) -> io::Result<Press> {
        Ok(self.presses.pop_front().unwrap_or(Press::Stop))
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        Ok(self.lines.pop_front().map(str::to_owned))
    }
}

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Parser)]
struct Only {
    #[command(flatten)]
    args: ReviewArgs,
}

struct Office {
    _folder: TempDir,
    global: Global,
    store: SqliteStore,
}

impl Office {
    fn new() -> Self {
        Self::with(DAY)
    }

    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claimlog.db");
        let mut store = SqliteStore::create(&path).unwrap();
        let global = Global {
            db: Some(path),
            author: Some("lina".parse().unwrap()),
            quiet: false,
        };
        let mut desk = global.desk(&mut store).unwrap();
        desk.add_event(&EventSpec {
            handle: "river".parse().unwrap(),
            title: "River".to_owned(),
            start: None,
            end: None,
            place: None,
            sides: Vec::new(),
            note: None,
        })
        .unwrap();
        desk.add_source(&SourceSpec {
            handle: "ministry".parse().unwrap(),
            names: vec![("The Ministry".to_owned(), None)],
            kind: SourceKind::Official,
            country: None,
            side: None,
            reliability: None,
            note: None,
        })
        .unwrap();
        let given = Given {
            published_at: Some("2024-05-14".parse().unwrap()),
            language: Some("en".parse().unwrap()),
            ..Given::default()
        };
        let page = folder.path().join("day.txt");
        std::fs::write(&page, text).unwrap();
        capture_file(&mut desk, &mut Shelf::new(), &page, &given).unwrap();
        desk.commit().unwrap();
        Self {
            _folder: folder,
            global,
            store,
        }
    }

    /// Types keys (`>` and `<` are arrows) and lines; gives what was shown.
    fn review(&mut self, keys: &str, lines: &[&'static str]) -> String {
        let args = Only::parse_from(["review", "a1"]).args;
        let shown = Kept::default();
        let mut sink = Sink::new(
            Box::new(shown.clone()),
            Box::new(shown.clone()),
            Style::plain(100),
            false,
        );
        let pile = Pile::gather(&args, &RuleExtractor, &self.store, &mut sink).unwrap();
        let decider = Decider::new(&args, &self.global);
        let presses = keys.chars().map(|c| match c {
            '>' => Press::Next,
            '<' => Press::Back,
            c => Press::Char(c),
        });
        let mut script = Script {
            presses: presses.collect(),
            lines: lines.iter().copied().collect(),
        };
        run(
            &args,
            pile,
            decider,
            &mut self.store,
            &mut script,
            &mut sink,
        )
        .unwrap();
        assert!(script.lines.is_empty(), "not asked: {:?}", script.lines);
        sink.finish().unwrap();
        let bytes = shown.0.borrow().clone();
        String::from_utf8(bytes).unwrap()
    }

    fn names(&self, handle: &str) -> Vec<String> {
        let register = Register::new(&self.store, Horizon::NOW);
        let source = register
            .source(register.find_source(handle).unwrap())
            .unwrap();
        let names = source.names().iter();
        names.map(|name| name.name.shown().to_owned()).collect()
    }

    fn claims(&self) -> Vec<(String, bool)> {
        let mut claims = Vec::new();
        self.store
            .each_latest(RecordKind::Claim, Horizon::NOW, &mut |revision| {
                claims.push((revision.record.to_string(), revision.is_retraction()));
                Ok(std::ops::ControlFlow::Continue(()))
            })
            .unwrap();
        claims
    }
}

fn standing(claims: &[(&str, bool)]) -> Vec<(String, bool)> {
    claims
        .iter()
        .map(|(id, is_retracted)| ((*id).to_owned(), *is_retracted))
        .collect()
}

#[test]
fn what_is_not_clear_is_asked_for_and_the_last_day_is_offered_and_never_taken() {
    let mut office = Office::new();
    let shown = office.review("aa", &["2024-05-13", "+Red Cross", "ngo", "l"]);
    assert!(
        shown.contains("or l for the last day, 2024-05-13") && !shown.contains("set: stated_on"),
        "{shown}"
    );
    assert_eq!(
        office.claims(),
        standing(&[("c1", false), ("c2", false)]),
        "{shown}"
    );
    assert!(
        shown.contains("s2 recorded: Red Cross (red-cross)"),
        "{shown}"
    );
    assert!(
        shown.contains("recorded as c2: Red Cross: 3 injured (civilians), stated on 2024-05-13"),
        "{shown}"
    );
    assert!(
        shown.contains("2 accepted, 0 refused, 0 left open"),
        "{shown}"
    );
    // Nothing is left: the next review has nothing to show.
    assert!(
        office
            .review("", &[])
            .contains("0 accepted, 0 refused, 0 left open")
    );
}

#[test]
fn a_new_source_keeps_the_words_of_the_text_whatever_it_is_called() {
    let mut office = Office::new();
    // A kind by its first letters; letters that fit two, and none, are said to.
    let shown = office.review("saq", &["+icrc", "o", "x", "ng", "p"]);
    assert!(shown.contains("recorded: The Red Cross (icrc)"), "{shown}");
    assert!(
        shown.contains("“o” may be outlet or official or organisation"),
        "{shown}"
    );
    let mut office = Office::new();
    let shown = office.review("saq", &["+Comité international", "ngo", "p"]);
    assert!(shown.contains("recorded: Comité international"), "{shown}");
    assert_eq!(
        office.names("comite-international"),
        ["Comité international", "The Red Cross"]
    );
    // A handle that is taken leaves it open, and says so.
    let mut office = Office::new();
    let shown = office.review("saq", &["+ministry", "ngo"]);
    assert!(
        shown.contains("the handle “ministry” is taken by s1"),
        "{shown}"
    );
    assert!(shown.contains("0 accepted"), "{shown}");
}

#[test]
fn the_words_of_the_text_become_a_name_only_when_asked_for() {
    for (answer, names) in [
        ("y", vec!["The Ministry", "The Red Cross"]),
        ("n", vec!["The Ministry"]),
    ] {
        let mut office = Office::new();
        let shown = office.review("saq", &["ministry", answer, "p"]);
        assert!(
            shown.contains("shall “The Red Cross” be a name of ministry"),
            "{shown}"
        );
        assert_eq!(office.names("ministry"), names);
        assert!(shown.contains("1 accepted"), "{shown}");
    }
}

#[test]
fn the_day_that_the_words_name_is_offered_beside_the_one_on_the_article() {
    let text = "The Ministry said that 50 servicemen were killed yesterday.\n";
    let mut office = Office::with(text);
    let shown = office.review("a", &["t"]);
    assert!(
        shown
            .contains("p for the day on the article, 2024-05-14, or t for “yesterday”, 2024-05-13"),
        "{shown}"
    );
    assert!(shown.contains("stated on 2024-05-13"), "{shown}");
}

#[test]
fn a_denial_is_offered_the_accusations_that_are_known() {
    let text =
        "Belmar accused Arvonia of shelling a village.\n\nArvonia denied shelling a village.\n";
    let mut office = Office::with(text);
    // The denial first: nothing is there that it could answer.
    let shown = office.review(">aq", &["+", "state"]);
    assert!(
        shown.contains("no accusation of this event is recorded yet"),
        "{shown}"
    );
    let shown = office.review("<aaq", &["+", "state", "p", "1", "l"]);
    assert!(
        shown.contains("1  c1 on 2024-05-14: belmar accuses arvonia: shelling a village"),
        "{shown}"
    );
    assert!(shown.contains("denial of c1"), "{shown}");
}

#[test]
fn an_answer_that_is_left_out_leaves_it_open() {
    let mut office = Office::new();
    let shown = office.review("aq", &[""]);
    assert_eq!(office.claims(), []);
    assert!(shown.contains("2 left open"), "{shown}");
    // A wrong answer is said to be wrong, and asked for again.
    let shown = office.review("aq", &["soon", "2024-05-13"]);
    assert!(
        shown.contains("stated on 2024-05-13") && shown.contains("“soon”"),
        "{shown}"
    );
}

#[test]
fn decisions_are_undone_one_after_the_other() {
    let mut office = Office::new();
    let shown = office.review("aruu", &["p", "y"]);
    assert_eq!(office.claims(), standing(&[("c1", true)]), "{shown}");
    assert!(
        shown.contains("0 accepted, 0 refused, 2 left open"),
        "{shown}"
    );
    // What was undone can be accepted again: the claim stands again, under its own id.
    let shown = office.review("<aq", &["p"]);
    assert_eq!(office.claims(), standing(&[("c1", false)]), "{shown}");
    assert!(shown.contains("reinstated as c1"), "{shown}");
}

#[test]
fn a_review_goes_on_where_it_stopped_with_the_edits_that_wait() {
    let mut office = Office::new();
    let shown = office.review(">eq", &["?", "colour red", "victims = villagers", ""]);
    assert!(shown.contains("“colour” is no field"), "{shown}");
    let shown = office.review("q", &[]);
    assert!(
        shown.contains("going on where the last review stopped"),
        "{shown}"
    );
    assert!(
        shown.contains("2 of 2") && !shown.contains("1 of 2"),
        "{shown}"
    );
    assert!(shown.contains("set: victims = villagers"), "{shown}");
    let shown = office.review("a", &["+", "ngo", "p"]);
    assert!(shown.contains("3 injured (villagers)"), "{shown}");
}

#[test]
fn digits_of_any_script_are_keys_and_unknown_keys_do_nothing() {
    let mut office = Office::new();
    let shown = office.review("ش٣۳", &[]);
    assert!(
        shown.contains("0 accepted, 2 refused, 0 left open"),
        "{shown}"
    );
    assert!(
        office.review("", &[]).contains("0 left open"),
        "refused for good"
    );
}

#[test]
fn the_rules_are_shown_on_demand() {
    let shown = Office::new().review("?q", &[]);
    assert!(shown.contains("number “50” engine/number"), "{shown}");
}

#[test]
fn a_mistyped_answer_is_asked_for_again_with_its_choices_and_the_others_are_kept() {
    let mut office = Office::new();
    // No such source, then the choices again; a day left empty; the claimant that was answered stays.
    let shown = office.review("saq", &["y", "+Red Cross", "ngo", ""]);
    assert!(shown.contains("there is no source “y”"), "{shown}");
    assert!(
        shown.matches("+ to record it as red-cross").count() == 2,
        "{shown}"
    );
    assert!(shown.contains("set: claimant = red-cross"), "{shown}");
    let shown = office.review("aq", &["p"]);
    assert!(shown.contains("1 accepted"), "{shown}");
}

#[test]
fn yes_or_no_takes_nothing_else_for_no() {
    let mut office = Office::new();
    let shown = office.review("saq", &["ministry", "+reuters", "y", "p"]);
    assert!(shown.contains("“+reuters” is neither y nor n"), "{shown}");
    assert_eq!(office.names("ministry"), ["The Ministry", "The Red Cross"]);
}

#[test]
fn the_day_that_the_words_give_to_the_saying_is_taken_and_shown() {
    let mut office = Office::with("The Ministry said on Sunday that 50 servicemen were killed.\n");
    let shown = office.review("a", &[]);
    assert!(shown.contains("“on Sunday” = 2024-05-12"), "{shown}");
    assert!(shown.contains("stated on 2024-05-12"), "{shown}");
}

#[test]
fn what_says_the_same_is_offered_as_one_more_place() {
    let text = "The Ministry said on Sunday that 50 servicemen were killed.\n\n\
                The Ministry told reporters that 50 servicemen were killed.\n\n\
                Belmar accused Arvonia of shelling a village.\n\n\
                Belmar accused Arvonia of shelling the river.\n";
    let mut office = Office::with(text);
    let shown = office.review("aaq", &["c"]);
    assert!(
        shown.contains("or c for one more place where c1 of 2024-05-12 stands"),
        "{shown}"
    );
    assert_eq!(office.claims(), standing(&[("c1", false)]), "{shown}");
    let shown = office.review("aa", &["+", "state", "+", "state", "p", "c"]);
    assert!(
        shown.contains("known: c2 on 2024-05-14: belmar accuses arvonia: shelling a village"),
        "{shown}"
    );
    assert_eq!(
        office.claims(),
        standing(&[("c1", false), ("c2", false)]),
        "{shown}"
    );
}

#[test]
fn what_the_words_deny_or_do_not_state_is_no_figure() {
    let text = "The Ministry denied that 300 people had been killed.\n\n\
                The Ministry said that up to 20 people could be killed.\n";
    let mut office = Office::with(text);
    let shown = office.review(">a>aq", &[]);
    assert_eq!(office.claims(), [], "{shown}");
    assert!(shown.contains("modality: the words deny it"), "{shown}");
    assert!(
        shown.contains("modality: the words do not state it"),
        "{shown}"
    );
    // A person who reads it otherwise can say so.
    let shown = office.review("eaq", &["modality asserted", "", "p"]);
    assert_eq!(office.claims(), standing(&[("c1", false)]), "{shown}");
}

#[test]
fn at_either_end_it_says_so() {
    let shown = Office::new().review("buq", &[]);
    assert!(shown.contains("this is the first one"), "{shown}");
    assert!(shown.contains("nothing was decided yet"), "{shown}");
    assert_eq!(shown.matches("1 of 2").count(), 1, "{shown}");
}
