//! Classes of characters that several files of this room share.

/// Whether `c` is a mark without a shape of its own: bidi marks, embeddings and isolates, zero-width characters,
/// soft hyphens, variation selectors, tags.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether `c` is an optional reading aid over letters that stand without it: Arabic harakat and Qur'anic signs,
/// Hebrew points and accents, Syriac points. Hamza and madda above (U+0653–0655), which make another letter, are not.
pub(super) const fn is_vocalisation(c: char) -> bool {
    matches!(
        c,
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65e}' | '\u{670}'
            | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
            | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
    )
}

/// Whether `c` is a mark that search looks past: vocalisation, and the accents of Latin, Greek and Cyrillic. The vowel
/// signs of Indic and other scripts are letters and stay.
pub(super) const fn is_diacritic(c: char) -> bool {
    is_vocalisation(c)
        || matches!(
            c,
            '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{653}'..='\u{655}'
                | '\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
                | '\u{fe20}'..='\u{fe2f}'
        )
}

/// The plain quotation mark, apostrophe or hyphen that a typographic one stands for.
pub(super) const fn plain_punctuation(c: char) -> Option<char> {
    match c {
        '«' | '»' | '“'..='‟' | '〝'..='〟' | '＂' => Some('"'),
        '‘'..='‛' | 'ʼ' | '‹' | '›' | '＇' | '׳' => Some('\''),
        '״' => Some('"'),
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' | '־' => Some('-'),
        _ => None,
    }
}

/// Whether `c` belongs to a script that writes words apart, so that a letter beside a letter is the same word.
pub(super) fn is_spaced_letter(c: char) -> bool {
    c.is_alphabetic()
        && !matches!(
            u32::from(c),
            0xE00..=0xEFF | 0xF00..=0xFFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF
                | 0x1950..=0x19DF | 0x1A20..=0x1AAF | 0x2E80..=0xA4CF | 0xA960..=0xA97F | 0xA9E0..=0xA9FF
                | 0xAA60..=0xAADF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
        )
}
