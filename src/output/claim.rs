//! A claim in a few words.

use super::number;
use super::words;
use crate::model::{
    Accusation, AnswerKind, Claim, Count, Figure, Handle, Prose, Qualifier, Rating, SourceId,
    Statement,
};
use crate::report::Named;
use crate::report::listing::{AssessmentLine, ClaimLine};
use crate::text::reads_otherwise;

/// A figure with its wording beside it where that says more: another script, words instead of digits. Safe, with a
/// line end between the two for [`words::lines`].
pub fn figure(figure: &Figure, wording: Option<&str>) -> String {
    let said = number::figure(figure);
    match self::wording(figure, wording) {
        Some(wording) => {
            let doubt = doubt(figure, wording).unwrap_or_default();
            format!("{said}\n“{}”{doubt}", words::running(wording))
        }
        None => said,
    }
}

/// What stands behind a wording that reads as other numbers than the figure has: one of the two is wrong.
pub(super) fn doubt(figure: &Figure, wording: &str) -> Option<String> {
    let reads = reads_otherwise(figure, wording);
    let numbers = reads.iter().take(MOST_READ);
    let numbers: Vec<String> = numbers.map(|n| number::grouped(&n.to_string())).collect();
    (!reads.is_empty()).then(|| format!(" ⚠ reads as {}", numbers.join(", ")))
}

/// So many numbers of a wording are named.
const MOST_READ: usize = 4;

/// The wording where it says more than the figure: another script, words instead of digits. As it was recorded.
pub(super) fn wording<'a>(figure: &Figure, wording: Option<&'a str>) -> Option<&'a str> {
    wording.filter(|wording| says_more(figure, wording))
}

fn says_more(figure: &Figure, wording: &str) -> bool {
    // `50` for 50, as most are printed.
    let is_digits = wording.bytes().all(|byte| byte.is_ascii_digit()) && !wording.starts_with('0');
    if is_digits
        && figure.qualifier() == Qualifier::Exact
        && wording.parse().ok() == figure.best().map(Count::get)
    {
        return false;
    }
    let plain = |text: &str| -> String {
        let mut plain = String::with_capacity(text.len());
        let mut chars = text.trim().chars().peekable();
        while let Some(c) = chars.next() {
            let is_between_digits = plain.ends_with(|c: char| c.is_ascii_digit())
                && chars.peek().is_some_and(char::is_ascii_digit);
            match c {
                // “1,200” and “1 200” are 1200, said alike.
                ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if is_between_digits => {}
                '-' | '—' => plain.push('–'),
                c => plain.extend(c.to_lowercase()),
            }
        }
        plain
    };
    let wording = plain(wording);
    let is_number = figure
        .printed_numbers()
        .iter()
        .any(|number| number.to_string() == wording);
    !is_number && wording != plain(&figure.to_string())
}

/// What a claim states, without who states it: `killed: about 50 (Armenian servicemen)`. Safe.
pub fn statement(claim: &Claim, accused: Option<&Handle>) -> String {
    match &claim.statement {
        Statement::Figure(stated) => {
            let wording = stated.wording.as_ref().and_then(Prose::value);
            let number = figure(&stated.figure, wording).replace('\n', " ");
            let mut said = format!("{}: {number}", stated.measure);
            if let Some(victims) = &stated.victims {
                let victims = words::escaped(victims.as_str());
                said.push_str(&format!(" ({victims})"));
            }
            said
        }
        Statement::Accusation(Accusation::Accuses { act, .. }) => {
            let accused = accused.map_or("", Handle::as_str);
            format!("accuses {accused}: {}", words::running(act.shown()))
        }
        Statement::Accusation(Accusation::Answers { kind, claim, act }) => {
            let verb = match kind {
                AnswerKind::Denial => "denies",
                AnswerKind::Confirmation => "confirms",
                AnswerKind::Concession => "concedes",
            };
            match act {
                Some(act) => format!("{verb} {claim}: {}", words::running(act.shown())),
                None => format!("{verb} {claim}"),
            }
        }
    }
}

/// A claim in one line: `c3 azerbaijan-mod, 2022-09-13: killed: 50 (Azerbaijani servicemen)`. Safe.
pub fn line(line: &ClaimLine) -> String {
    let accused = line.accused.as_ref().map(|accused| &accused.handle);
    let retracted = if line.retracted { " (retracted)" } else { "" };
    format!(
        "{}{retracted} {}, {}: {}",
        line.id,
        line.claimant.handle,
        line.claim.stated_on,
        statement(&line.claim, accused)
    )
}

/// A rating: `fair`, or `Admiralty: 2` on a scale of the desk's own. Safe.
pub fn rating(rating: &Rating) -> String {
    match rating.scale() {
        None => rating.step().to_owned(),
        Some(scale) => format!(
            "{}: {}",
            words::escaped(scale.as_str()),
            words::escaped(rating.step())
        ),
    }
}

/// A rating in one line: `r1, 2022-09-20: fair “two agencies”: both say so independently`. Safe.
pub fn assessed(line: &AssessmentLine) -> String {
    let assessment = &line.assessment;
    let retracted = if line.retracted { " (retracted)" } else { "" };
    let label = match &assessment.label {
        Some(label) => format!(" “{}”", words::running(label.shown())),
        None => String::new(),
    };
    format!(
        "{}{retracted}, {}: {}{label}: {}",
        line.id,
        assessment.assessed_on,
        rating(&assessment.rating),
        words::running(assessment.rationale.shown())
    )
}

/// A chain of relays as it is written in sheets: `highland-press > reuters`.
pub fn chain(via: &[Named<SourceId>]) -> Option<String> {
    let handles: Vec<&str> = via.iter().map(|relay| relay.handle.as_str()).collect();
    (!handles.is_empty()).then(|| handles.join(" > "))
}

/// A name with the handle behind it. Safe.
pub fn name<I>(named: &Named<I>) -> String {
    format!("{} ({})", words::running(named.name.shown()), named.handle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Count, Qualifier};

    #[test]
    fn a_wording_stands_beside_the_figure_where_it_says_more() {
        let count = |number: u64| Some(Count::try_from(number).unwrap());
        let about = Figure::new(None, count(50), None, Qualifier::About).unwrap();
        assert_eq!(figure(&about, Some("نحو 50")), "about 50\n“نحو 50”");
        assert_eq!(figure(&about, Some("About 50")), "about 50");
        let exact = Figure::exact(Count::try_from(12_500_u64).unwrap());
        assert_eq!(figure(&exact, Some("12,500")), "12\u{202f}500");
        assert_eq!(figure(&exact, Some("١٢٥٠٠")), "12\u{202f}500\n“١٢٥٠٠”");
        let dozens = Figure::new(None, None, None, Qualifier::Vague).unwrap();
        assert_eq!(figure(&dozens, Some("dozens")), "vague\n“dozens”");
        let range = Figure::new(count(30), None, count(40), Qualifier::Range).unwrap();
        assert_eq!(figure(&range, Some("30-40")), "30–40");
    }
}
