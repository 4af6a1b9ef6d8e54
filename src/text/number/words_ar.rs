//! Arabic number words in their genders, cases and spellings. Forms of one meaning stand in one string, parted by
//! spaces; they are folded, so alef and hamza forms need not be repeated where folding makes them one.

use super::lexicon::{Bare, Word};

pub(super) const WORDS: &[(&str, Word)] = &[
    ("صفر صفرا", Word::Fixed(0)),
    ("واحد واحدا واحدة", Word::Unit(1)),
    ("أحد إحدى", Word::TeenHead(1)),
    ("اثنا اثني اثنتا اثنتي", Word::TeenHead(2)),
    ("ثلاثة ثلاث ثلاثا", Word::Unit(3)),
    ("أربعة أربع أربعا", Word::Unit(4)),
    ("خمسة خمس خمسا", Word::Unit(5)),
    ("ستة ست ستا", Word::Unit(6)),
    ("سبعة سبع سبعا", Word::Unit(7)),
    ("ثمانية ثماني ثمان ثمانيا", Word::Unit(8)),
    ("تسعة تسع تسعا", Word::Unit(9)),
    ("عشرة عشر عشرا", Word::Teen(10)),
    ("عشرون عشرين", Word::Tens(20)),
    ("ثلاثون ثلاثين", Word::Tens(30)),
    ("أربعون أربعين", Word::Tens(40)),
    ("خمسون خمسين", Word::Tens(50)),
    ("ستون ستين", Word::Tens(60)),
    ("سبعون سبعين", Word::Tens(70)),
    ("ثمانون ثمانين", Word::Tens(80)),
    ("تسعون تسعين", Word::Tens(90)),
    ("مئة مائة", Word::Scale(100, Bare::Once)),
    (
        "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
        Word::Hundreds(200),
    ),
    ("ثلاثمئة ثلاثمائة ثلثمئة ثلثمائة", Word::Hundreds(300)),
    ("أربعمئة أربعمائة", Word::Hundreds(400)),
    ("خمسمئة خمسمائة", Word::Hundreds(500)),
    ("ستمئة ستمائة", Word::Hundreds(600)),
    ("سبعمئة سبعمائة", Word::Hundreds(700)),
    ("ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة", Word::Hundreds(800)),
    ("تسعمئة تسعمائة", Word::Hundreds(900)),
    ("ألف", Word::Scale(1_000, Bare::Once)),
    ("ألفان ألفين ألفي", Word::Scale(1_000, Bare::Twice)),
    ("ألفا", Word::Scale(1_000, Bare::OnceOrTwice)),
    ("آلاف", Word::Scale(1_000, Bare::Never)),
    ("مليون", Word::Scale(1_000_000, Bare::Once)),
    (
        "مليونان مليونين مليوني",
        Word::Scale(1_000_000, Bare::Twice),
    ),
    ("مليونا", Word::Scale(1_000_000, Bare::OnceOrTwice)),
    ("ملايين", Word::Scale(1_000_000, Bare::Never)),
    ("مليار بليون", Word::Scale(1_000_000_000, Bare::Once)),
    (
        "ملياران مليارين ملياري",
        Word::Scale(1_000_000_000, Bare::Twice),
    ),
    ("مليارا", Word::Scale(1_000_000_000, Bare::OnceOrTwice)),
    ("مليارات", Word::Scale(1_000_000_000, Bare::Never)),
    ("نصف", Word::Half),
    ("ربع", Word::Quarter),
    ("أرباع", Word::Quarters),
    ("و", Word::And),
    (
        "عشرات مئات مئاتا ألوف عدد عددا بعض عدة بضعة بضع كل جميع",
        Word::Quantity,
    ),
    ("أو إلى حتى", Word::Link),
    ("لا دون بدون بلا لم", Word::No),
    ("بالمئة بالمائة", Word::Percent),
    ("في", Word::Per),
    // “I am not” and “quantity” would else be for six and as a hundred.
    ("لست كمية", Word::Nothing),
    // A teen written in one word.
    ("احدعشر", Word::Teen(11)),
    ("اثناعشر اثنيعشر", Word::Teen(12)),
    ("ثلاثةعشر", Word::Teen(13)),
    ("أربعةعشر", Word::Teen(14)),
    ("خمسةعشر", Word::Teen(15)),
    ("ستةعشر", Word::Teen(16)),
    ("سبعةعشر", Word::Teen(17)),
    ("ثمانيةعشر", Word::Teen(18)),
    ("تسعةعشر", Word::Teen(19)),
];

/// Words that mean something else with the article: الاثنين is Monday.
pub(super) const WITHOUT_ARTICLE: &[(&str, Word)] = &[("اثنان اثنين اثنتان اثنتين", Word::Unit(2))];
