//! The pace of a counter: how far it usually goes from one figure to the next.

/// On each side, how many steps are looked at.
const REACH: usize = 5;

/// The steps around the number at `index`, the two that touch it left out.
fn steps(numbers: &[u64], index: usize) -> impl Iterator<Item = (u64, u64)> {
    let start = index.saturating_sub(REACH + 1);
    let end = (index + REACH + 2).min(numbers.len());
    let window = numbers.get(start..end).unwrap_or_default();
    window
        .windows(2)
        .enumerate()
        .filter(move |(at, _)| start + at != index && start + at + 1 != index)
        .filter_map(|(_, pair)| match pair {
            [one, other] => Some((*one, *other)),
            _ => None,
        })
}

/// The middle one of the sizes of the steps around the number at `index`; at least 1. None where one of them falls: a
/// counter that goes up and down shows nothing by going up or down.
pub(super) fn pace(numbers: &[u64], index: usize) -> Option<u64> {
    let mut sizes = sizes(numbers, index)?;
    sizes.sort_unstable();
    Some(sizes.get(sizes.len() / 2).copied().unwrap_or(1).max(1))
}

/// The longest of the steps around the number at `index`; at least 1, and none where one of them falls.
pub(super) fn longest(numbers: &[u64], index: usize) -> Option<u64> {
    let sizes = sizes(numbers, index)?;
    Some(sizes.into_iter().max().unwrap_or(1).max(1))
}

/// None where one of them falls.
fn sizes(numbers: &[u64], index: usize) -> Option<Vec<u64>> {
    let steps = steps(numbers, index);
    steps.map(|(one, other)| other.checked_sub(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_does_not_hide_itself() {
        let numbers = [10, 12, 14, 16, 1000, 20, 22];
        assert_eq!(pace(&numbers, 4), Some(2));
        assert_eq!(pace(&numbers[..4], 0), Some(2));
        assert_eq!(pace(&numbers, 0), None, "it falls near by");
        assert_eq!(longest(&[10, 12, 19, 20, 1000], 4), Some(7));
        assert_eq!(longest(&numbers, 0), None);
        assert_eq!(pace(&[5], 0), Some(1));
        assert_eq!(pace(&[], 3), Some(1));
    }
}
