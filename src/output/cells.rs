//! Cells that several sheets have in common: a scope, what was said and when, where it stands. How many cells a
//! function writes stands with it: the headers of the sheets name them.

use super::changes::via;
use super::sheet::Sheet;
use crate::model::{Label, SeriesKey};
use crate::report::changes::{ChangePoint, Cited};
use crate::series::reading::Reading;

/// The six cells of a scope, as it is recorded.
pub(super) fn scope(sheet: &mut Sheet<'_>, key: &SeriesKey) {
    sheet.plain(Some(key.measure));
    sheet.text(key.victims.as_ref().map(Label::as_str));
    sheet.text(key.victim_side.as_ref().map(Label::as_str));
    sheet.plain(Some(key.victim_status));
    sheet.plain(Some(key.aggregation));
    sheet.text(key.place.as_ref().map(Label::as_str));
}

/// The eight cells of what was said and when: the time that it covers, then [`stated`].
pub(super) fn said(sheet: &mut Sheet<'_>, point: &ChangePoint) {
    sheet.plain(point.occurred);
    stated(sheet, point);
}

/// The seven cells of what was said, with the days on which it was said and printed.
pub(super) fn stated(sheet: &mut Sheet<'_>, stated: &ChangePoint) {
    sheet.plain(Some(stated.stated_on));
    sheet.plain(stated.published_at);
    sheet.plain(stated.figure.low());
    sheet.plain(stated.figure.best());
    sheet.plain(stated.figure.high());
    sheet.plain(Some(stated.figure.qualifier()));
    sheet.text(stated.wording.as_deref());
}

/// The five cells of where it stands.
pub(super) fn cited(sheet: &mut Sheet<'_>, first: Option<&Cited>) {
    sheet.plain(first.and_then(|cited| cited.publisher.as_ref()));
    sheet.plain(first.and_then(via));
    sheet.text(first.map(|cited| &*cited.locator));
    sheet.text(first.and_then(|cited| cited.quote.as_deref()));
    sheet.plain(first.and_then(|cited| cited.sha256));
}

/// How many cells [`side`] has.
pub(super) const SIDE: usize = 25;

/// One of two figures that are put beside one another: claimant, scope, what was said, the interval that it is read
/// as, claim and version, and where it stands.
pub(super) fn side(
    sheet: &mut Sheet<'_>,
    claimant: &str,
    key: &SeriesKey,
    stated: &ChangePoint,
    reading: &Reading,
) {
    sheet.plain(Some(claimant));
    scope(sheet, key);
    said(sheet, stated);
    let interval = reading.interval();
    sheet.plain(interval.map(|interval| interval.low()));
    sheet.plain(interval.and_then(|interval| interval.high()));
    sheet.plain(Some(reading.basis().name()));
    sheet.plain(Some(stated.claim));
    sheet.plain(Some(stated.revision));
    cited(sheet, stated.cited.first());
}

/// As many empty cells as [`side`] has: there is no such figure.
pub(super) fn no_side(sheet: &mut Sheet<'_>) {
    for _ in 0..SIDE {
        sheet.text(None);
    }
}
