//! Pictures: what outside text may do to them, and the letters of every script.

use super::*;

#[test]
fn outside_text_cannot_leave_its_place() {
    let figures = [("2022-09-13", exact(5))];
    let name = "</text><script>alert(1)</script> \u{202e}evil\u{7} \"quoted\" وزارة & ]]>";
    let chart = chart_of(vec![(
        "a<b>&",
        Aggregation::Cumulative,
        line(name, Aggregation::Cumulative, &figures),
    )]);
    let svg = svg(&chart, Theme::Auto);
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{7}'));
    assert!(
        resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok(),
        "{svg}"
    );
    assert!(!svg.contains("href") && !svg.contains("@import") && !svg.contains("@font-face"));
    let title = "SHA-256";
    assert!(svg.contains("data-claim=\"c1\" data-revision=\"1\"") && svg.contains(title));
}

#[test]
fn a_picture_is_a_picture_of_the_right_size_on_its_paper() {
    let figures = [("2022-09-13", exact(5)), ("2022-09-15", exact(9))];
    let name = "وزارة الدفاع דובר צה\"ל Վարչապետ 国";
    let chart = chart_of(vec![(
        "all",
        Aggregation::Cumulative,
        line(name, Aggregation::Cumulative, &figures),
    )]);
    for (theme, corner) in [
        (Theme::Auto, [255, 255, 255]),
        (Theme::Dark, [0x14, 0x17, 0x1a]),
    ] {
        let written = write(&chart, Format::Png, theme).unwrap();
        assert_eq!(written.undrawable.iter().collect::<String>(), "国");
        let picture = resvg::tiny_skia::Pixmap::decode_png(&written.bytes).unwrap();
        assert_eq!(picture.width(), 1440);
        let at = picture.pixel(2, 2).unwrap();
        assert_eq!([at.red(), at.green(), at.blue()], corner);
        // Letters of each script leave ink: more of it with the name than without.
        let inked = |picture: &resvg::tiny_skia::Pixmap| {
            picture
                .pixels()
                .iter()
                .filter(|pixel| [pixel.red(), pixel.green(), pixel.blue()] != corner)
                .count()
        };
        let empty = chart_of(vec![(
            "all",
            Aggregation::Cumulative,
            line("", Aggregation::Cumulative, &figures),
        )]);
        let empty = write(&empty, Format::Png, theme).unwrap();
        let empty = resvg::tiny_skia::Pixmap::decode_png(&empty.bytes).unwrap();
        assert!(inked(&picture) > inked(&empty) + 500);
    }
}

#[test]
fn a_letter_without_a_face_takes_no_face_from_the_others() {
    let picture = |name: &str| {
        let figures = [("2022-09-13", exact(50))];
        let chart = chart_of(vec![(
            "all",
            Aggregation::Cumulative,
            line(name, Aggregation::Cumulative, &figures),
        )]);
        write(&chart, Format::Png, Theme::Light).unwrap().bytes
    };
    assert_ne!(picture("委 لجنة"), picture("委 委委委委"));
    assert_ne!(picture("委 لجنة"), picture("委 לגנה"));
}

#[test]
fn scripts_that_join_letters_are_drawn_beside_others() {
    // “لا” is one sign in the Arabic face and two in the others, which have none of it.
    let picture = |title: &str| {
        let mut chart = two_sided();
        chart.title = title.to_owned();
        write(&chart, Format::Png, Theme::Light).unwrap().bytes
    };
    let drawn = picture("قال لا — בדיקה of charts");
    // Letters without a face would be the same boxes whichever they are.
    assert_ne!(drawn, picture("كتب لا — בדיקה of charts"));
    assert_ne!(drawn, picture("قال لا — בדיחה of charts"));
    assert_ne!(drawn, picture("قال ما — בדיקה of charts"));
}
