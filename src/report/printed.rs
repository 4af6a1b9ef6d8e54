//! Which of the places where a claim stands had been printed by the day that a report looks back to.
//!
//! Enter: the days of places. Leave: those that count on that day. Invariant: what had been said by then leads back to
//! words, wherever they stand: if nothing had been printed yet, every place stays.

use chrono::NaiveDate;

use crate::model::PartialDate;

/// Whether a place was surely printed after the day; never where no day is asked for, or none is known of the place.
pub(super) fn is_later(printed: Option<PartialDate>, as_of: Option<NaiveDate>) -> bool {
    as_of
        .zip(printed)
        .is_some_and(|(day, printed)| !printed.perhaps_by(day))
}

/// Leaves out the places that were printed later, where there is another one.
pub(super) fn by_then<T>(
    places: &mut Vec<T>,
    as_of: Option<NaiveDate>,
    printed: impl Fn(&T) -> Option<PartialDate>,
) {
    let is_later = |place: &T| is_later(printed(place), as_of);
    if as_of.is_some() && !places.iter().all(is_later) {
        places.retain(|place| !is_later(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_later_counts_only_where_it_is_all_there_is() {
        let left = |days: &[Option<&str>], as_of: Option<&str>| {
            let mut places: Vec<Option<PartialDate>> = days
                .iter()
                .map(|day| day.map(|day| day.parse().unwrap()))
                .collect();
            by_then(
                &mut places,
                as_of.map(|day| day.parse().unwrap()),
                |place| *place,
            );
            places.len()
        };
        let days = [
            Some("2022-09-13"),
            Some("2022-09-14"),
            Some("2022-09"),
            None,
        ];
        assert_eq!(left(&days, None), 4);
        assert_eq!(left(&days, Some("2022-09-14")), 4);
        assert_eq!(left(&days, Some("2022-09-13")), 3);
        // The month may have begun by then, and the undated one may be of any day.
        assert_eq!(left(&days, Some("2022-09-01")), 2);
        assert_eq!(left(&days[..2], Some("2022-09-12")), 2);
    }
}
