//! Decimal digits of every script: what number a character stands for, and whose digit it is.
//!
//! What enters: one character. What leaves: its value 0–9 and the script's own zero. Invariant: exactly the
//! characters of Unicode's general category Nd (UAX #44) have a value; superscripts, circled and Roman numerals,
//! and number signs of other systems have none. A test holds the table against the character database.

/// The zero of each run of ten digits. Unicode keeps every such run contiguous and ascending (UAX #44, the stability
/// policy for `Numeric_Type=Decimal`), so a zero determines its nine followers.
const ZEROS: &[u32] = &[
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450,
    0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
    0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950,
    0x1FBF0,
];

/// A decimal digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digit {
    /// What it stands for, 0 to 9.
    pub value: u8,
    /// The zero of the same run of digits: digits with the same zero belong to one script and style.
    pub zero: char,
}

/// The decimal digit that `c` is, in any script; none for every other character.
pub fn digit(c: char) -> Option<Digit> {
    let code = u32::from(c);
    let zero = if code < 0x660 {
        0x30
    } else {
        let after = ZEROS.partition_point(|&zero| zero <= code);
        *ZEROS.get(after.checked_sub(1)?)?
    };
    let value = u8::try_from(code.checked_sub(zero)?).ok()?;
    if value > 9 {
        return None;
    }
    Some(Digit {
        value,
        zero: char::from_u32(zero)?,
    })
}

/// The value 0–9 of a decimal digit of any script; none for every other character.
pub fn digit_value(c: char) -> Option<u8> {
    digit(c).map(|digit| digit.value)
}

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::*;

    #[test]
    fn every_decimal_digit_of_unicode_has_its_value_and_nothing_else_has_one() {
        let mut missing = Vec::new();
        for c in '\0'..=char::MAX {
            let decimal = c.general_category() == GeneralCategory::DecimalNumber;
            if decimal != digit(c).is_some() {
                missing.push(u32::from(c));
            }
        }
        assert!(missing.is_empty(), "{missing:04X?}");
    }

    #[test]
    fn the_values_run_from_nought_to_nine_in_every_script() {
        for run in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "०१२३४५६७८९",
            "০১২৩৪৫৬৭৮৯",
            "๐๑๒๓๔๕๖๗๘๙",
            "༠༡༢༣༤༥༦༧༨༩",
            "០១២៣៤៥៦៧៨៩",
            "０１２３４５６７８９",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
            "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
        ] {
            let values: Vec<_> = run.chars().filter_map(digit_value).collect();
            assert_eq!(values, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "{run}");
            let zero = run.chars().next();
            assert!(run.chars().all(|c| digit(c).map(|d| d.zero) == zero));
        }
    }

    #[test]
    fn what_only_looks_like_a_digit_is_none() {
        for c in [
            '²', '₂', '①', 'Ⅷ', '五', '½', 'O', 'l', '\u{0}', ' ', '٫', '٬',
        ] {
            assert_eq!(digit_value(c), None, "{c}");
        }
    }
}
