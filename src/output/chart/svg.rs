//! A scene as SVG 1.1 with CSS: no script, no reference to anything outside, no face that must be loaded.
//!
//! Text from the right is between Unicode isolates rather than in `direction` attributes: browsers, layout programs and
//! rasterisers obey the isolates alike, and the place of its beginning stays the left in all of them.

use std::fmt::Write as _;

use super::Theme;
use super::lettering::by_face;
use super::palette::{Palette, Paper};
use super::scene::{Anchor, Ink, Item, Look, Point, Rect, Scene, Sign, Stroke, Text};
use super::space::{Px, px};

/// The faces, in the reader's order of having them.
const FACES: &str = "'Noto Sans','Noto Sans Arabic','Noto Sans Hebrew','Noto Sans Armenian','Noto Sans Georgian',\
system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// Whose faces the words are drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lettering {
    /// The reader's, who has one for every letter or shows what is missing.
    Readers,
    /// The bundled ones, named piece by piece.
    Bundled,
}

/// Writes it. With [`Theme::Auto`] the reader's screen chooses the paper.
pub(super) fn write(scene: &Scene, theme: Theme, lettering: Lettering) -> String {
    let mut out = String::new();
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"claimlog-chart\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
             height=\"{h}\" role=\"img\" font-family=\"{FACES}\">\n",
            w = scene.width,
            h = scene.height
        ),
    );
    put(
        &mut out,
        format_args!(
            "<title>{}</title>\n<desc>{}</desc>\n",
            escaped(&scene.title),
            escaped(&scene.description)
        ),
    );
    out.push_str("<style>\n");
    match theme {
        Theme::Light => rules(&mut out, Paper::Light),
        Theme::Dark => rules(&mut out, Paper::Dark),
        Theme::Auto => {
            rules(&mut out, Paper::Light);
            out.push_str("@media screen and (prefers-color-scheme: dark) {\n");
            rules(&mut out, Paper::Dark);
            out.push_str("}\n");
        }
    }
    out.push_str("</style>\n");
    fades(&mut out, scene);
    put(
        &mut out,
        format_args!(
            "<rect class=\"paper\" width=\"{}\" height=\"{}\"/>\n",
            scene.width, scene.height
        ),
    );
    for item in &scene.items {
        self::item(&mut out, item, lettering);
    }
    out.push_str("</svg>\n");
    out
}

/// A string takes whatever is written into it.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Invariant: writing into a string does not fail.
    let _ = out.write_fmt(text);
}

fn rules(out: &mut String, paper: Paper) {
    let palette = Palette::of(paper);
    let mut rule = |class: &str, color: &str| {
        put(
            out,
            format_args!(
                ".claimlog-chart .f-{class}{{fill:{color}}}.claimlog-chart .s-{class}{{stroke:{color}}}\n"
            ),
        );
    };
    rule("ink", palette.ink);
    rule("faint", palette.faint);
    rule("grid", palette.grid);
    for (index, color) in palette.lines.iter().enumerate() {
        rule(&index.to_string(), color);
    }
    for (index, color) in palette.lines.iter().enumerate() {
        put(
            out,
            format_args!(".claimlog-chart .g-{index}{{stop-color:{color}}}\n"),
        );
    }
    let paper = palette.paper;
    put(
        out,
        format_args!(
            ".claimlog-chart .paper{{fill:{paper}}}.claimlog-chart .rim{{stroke:{paper}}}.claimlog-chart \
             .hollow{{fill:{paper}}}\n"
        ),
    );
}

/// The gradients that are used.
fn fades(out: &mut String, scene: &Scene) {
    let mut used: Vec<(usize, bool)> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Fade {
                is_upward, line, ..
            } => Some((*line, *is_upward)),
            _ => None,
        })
        .collect();
    used.sort_unstable();
    used.dedup();
    if used.is_empty() {
        return;
    }
    out.push_str("<defs>\n");
    for (line, is_upward) in used {
        let (name, from, to) = if is_upward {
            ("up", 1, 0)
        } else {
            ("down", 0, 1)
        };
        put(
            out,
            format_args!(
                "<linearGradient id=\"claimlog-{name}-{line}\" x1=\"0\" x2=\"0\" y1=\"{from}\" y2=\"{to}\"><stop \
                 class=\"g-{line}\" offset=\"0\" stop-opacity=\"0.4\"/><stop class=\"g-{line}\" offset=\"1\" \
                 stop-opacity=\"0\"/></linearGradient>\n"
            ),
        );
    }
    out.push_str("</defs>\n");
}

fn class(ink: Ink) -> String {
    match ink {
        Ink::Main => "ink".to_owned(),
        Ink::Faint => "faint".to_owned(),
        Ink::Grid => "grid".to_owned(),
        Ink::Line(index) => index.to_string(),
    }
}

fn item(out: &mut String, item: &Item, lettering: Lettering) {
    match item {
        Item::Text(text) => self::text(out, text, lettering),
        Item::Path { stretches, stroke } => path(out, stretches, stroke),
        Item::Bands { rects, line } => {
            put(
                out,
                format_args!("<path class=\"f-{line}\" fill-opacity=\"0.2\" d=\""),
            );
            for rect in rects {
                put(
                    out,
                    format_args!(
                        "M{} {}H{}V{}H{}Z",
                        rect.left, rect.top, rect.right, rect.bottom, rect.left
                    ),
                );
            }
            out.push_str("\"/>\n");
        }
        Item::Swatch { from, to, stroke } => path(out, &[vec![*from, *to]], stroke),
        Item::Fade {
            rect,
            is_upward,
            line,
        } => {
            let name = if *is_upward { "up" } else { "down" };
            rectangle(
                out,
                rect,
                format_args!("fill=\"url(#claimlog-{name}-{line})\""),
            );
        }
        Item::Figure { signs, ink, trace } => {
            out.push_str("<g");
            if let Some(trace) = trace {
                put(
                    out,
                    format_args!(
                        " data-claim=\"{}\" data-revision=\"{}\"><title>{}</title>",
                        escaped(&trace.claim),
                        escaped(&trace.revision),
                        escaped(&trace.lines.join("\n"))
                    ),
                );
            } else {
                out.push('>');
            }
            for (point, sign) in signs {
                self::sign(out, *point, *sign, *ink);
            }
            out.push_str("</g>\n");
        }
    }
}

fn rectangle(out: &mut String, rect: &Rect, looks: std::fmt::Arguments<'_>) {
    put(
        out,
        format_args!(
            "<rect {looks} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
            rect.left,
            rect.top,
            rect.right - rect.left,
            rect.bottom - rect.top
        ),
    );
}

fn text(out: &mut String, text: &Text, lettering: Lettering) {
    let words = match lettering {
        Lettering::Readers => escaped(&text.text),
        Lettering::Bundled => by_face(&text.text)
            .iter()
            .map(|(face, piece)| {
                format!("<tspan font-family=\"{face}\">{}</tspan>", escaped(piece))
            })
            .collect(),
    };
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (rim, looks) = if text.has_rim {
        (
            " rim",
            " paint-order=\"stroke\" stroke-width=\"4\" stroke-linejoin=\"round\"",
        )
    } else {
        ("", "")
    };
    put(
        out,
        format_args!(
            "<text class=\"f-{}{rim}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{looks}>{}</text>\n",
            class(text.ink),
            text.at.x,
            text.at.y,
            text.size,
            words
        ),
    );
}

fn path(out: &mut String, stretches: &[Vec<Point>], stroke: &Stroke) {
    let looks = match stroke.look {
        Look::Solid => String::new(),
        Look::Dashed(dash) => {
            let lengths: Vec<String> = dash.iter().map(i64::to_string).collect();
            format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
        }
        Look::Dotted => " stroke-dasharray=\"1 4\"".to_owned(),
    };
    put(
        out,
        format_args!(
            "<path class=\"s-{}\" fill=\"none\" stroke-width=\"{}\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"{looks} d=\"",
            class(stroke.ink),
            stroke.width
        ),
    );
    for stretch in stretches {
        let mut before: Option<&Point> = None;
        for point in stretch {
            match before {
                None => put(out, format_args!("M{} {}", point.x, point.y)),
                Some(before) if before.y == point.y => put(out, format_args!("H{}", point.x)),
                Some(before) if before.x == point.x => put(out, format_args!("V{}", point.y)),
                Some(_) => put(out, format_args!("L{} {}", point.x, point.y)),
            }
            before = Some(point);
        }
    }
    out.push_str("\"/>\n");
}

fn sign(out: &mut String, at: Point, sign: Sign, ink: Ink) {
    let class = class(ink);
    let Point { x, y } = at;
    let circle = |out: &mut String, radius: Px, looks: &str| {
        put(
            out,
            format_args!("<circle {looks} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"),
        );
    };
    let stroked =
        format!("class=\"s-{class}\" fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\"");
    let feet = px(4);
    match sign {
        Sign::Dot => circle(out, Px::hundredths(340), &format!("class=\"f-{class}\"")),
        Sign::SmallDot => circle(out, Px::hundredths(120), &format!("class=\"f-{class}\"")),
        Sign::Hollow => circle(
            out,
            Px::hundredths(320),
            &format!("class=\"hollow s-{class}\" stroke-width=\"2\""),
        ),
        Sign::Ring => circle(
            out,
            Px::hundredths(650),
            "class=\"s-ink\" fill=\"none\" stroke-width=\"1.25\"",
        ),
        Sign::BrokenRing => circle(
            out,
            Px::hundredths(650),
            "class=\"s-ink\" fill=\"none\" stroke-width=\"1.25\" stroke-dasharray=\"2.5 2.5\"",
        ),
        Sign::Up | Sign::Down => {
            let up = if sign == Sign::Up { px(-1) } else { px(1) };
            let step = |count: i64| y + up * count;
            put(
                out,
                format_args!(
                    "<path {stroked} d=\"M{} {y}H{}M{x} {y}V{}M{} {}L{x} {}L{} {}\"/>",
                    x - feet,
                    x + feet,
                    step(12),
                    x - px(3),
                    step(8),
                    step(12),
                    x + px(3),
                    step(8)
                ),
            );
        }
        Sign::Whisker(high) => put(
            out,
            format_args!(
                "<path {stroked} d=\"M{l} {y}H{r}M{x} {y}V{top}M{l} {top}H{r}\"/>",
                l = x - feet,
                r = x + feet,
                top = y - high
            ),
        ),
        Sign::Diamond => put(
            out,
            format_args!(
                "<path class=\"hollow s-{class}\" stroke-width=\"1.75\" d=\"M{} {y}L{x} {}L{} {y}L{x} {}Z\"/>",
                x - feet,
                y - feet,
                x + feet,
                y + feet
            ),
        ),
        Sign::Fall => put(
            out,
            format_args!(
                "<path class=\"f-{class}\" d=\"M{} {}H{}L{x} {}Z\"/>",
                x - feet,
                y - px(4),
                x + feet,
                y + px(4)
            ),
        ),
        Sign::Days(right) => put(
            out,
            format_args!(
                "<path {stroked} stroke-opacity=\"0.6\" d=\"M{x} {y}H{end}M{end} {top}V{bottom}\"/>",
                end = x + right,
                top = y - px(2),
                bottom = y + px(2)
            ),
        ),
    }
}

/// Safe in XML text and in quoted attributes; what XML 1.0 cannot hold is shown as U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
