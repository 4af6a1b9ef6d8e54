//! The pace of a counter: how far it usually goes from one figure to the next.

/// On each side, how many steps are looked at.
const REACH: usize = 5;

/// The middle one of the sizes of the steps around the number at `index`, the two that touch it left out; at least 1.
pub(super) fn pace(numbers: &[u64], index: usize) -> u64 {
    let start = index.saturating_sub(REACH + 1);
    let end = (index + REACH + 2).min(numbers.len());
    let window = numbers.get(start..end).unwrap_or_default();
    let mut sizes: Vec<u64> = window
        .windows(2)
        .enumerate()
        .filter(|(at, _)| start + at != index && start + at + 1 != index)
        .filter_map(|(_, pair)| match pair {
            [one, other] => Some(one.abs_diff(*other)),
            _ => None,
        })
        .collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_does_not_hide_itself() {
        let numbers = [10, 12, 14, 16, 1000, 20, 22];
        assert_eq!(pace(&numbers, 4), 2);
        assert_eq!(pace(&numbers, 0), 2);
        assert_eq!(pace(&[5], 0), 1);
        assert_eq!(pace(&[], 3), 1);
    }
}
