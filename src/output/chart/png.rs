//! A scene as PNG: its SVG, rasterised with resvg and the bundled faces. No face of the machine is looked at, so that
//! the picture is the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use thiserror::Error;

use super::scene::Scene;
use super::{Theme, lettering, svg};

/// Pixels of the picture for each of the drawing: sharp in print at newspaper width and on dense screens.
const SCALE: u16 = 2;

/// Why a picture could not be made.
#[derive(Debug, Error)]
pub enum PngError {
    /// The drawing is too large.
    #[error("the chart is too large for a picture: {0} pixels high")]
    TooLarge(u32),
    /// The drawing is not understood: a bug.
    #[error("the chart cannot be drawn: {0}")]
    Undrawable(String),
    /// The picture cannot be encoded.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for face in lettering::FACES {
        fonts.load_font_data(face.to_vec());
    }
    Arc::new(fonts)
});

/// Draws it. [`Theme::Auto`] is white: a picture cannot ask its reader.
pub(super) fn write(scene: &Scene, theme: Theme) -> Result<Vec<u8>, PngError> {
    let theme = match theme {
        Theme::Auto => Theme::Light,
        chosen => chosen,
    };
    let drawing = svg::write(scene, theme, svg::Lettering::Bundled);
    let options = usvg::Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Noto Sans".to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&drawing, &options)
        .map_err(|error| PngError::Undrawable(error.to_string()))?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(f32::from(SCALE))
        .ok_or_else(|| PngError::Undrawable("it has no size".to_owned()))?;
    let mut picture = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| PngError::TooLarge(size.height()))?;
    let scale = Transform::from_scale(f32::from(SCALE), f32::from(SCALE));
    resvg::render(&tree, scale, &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|error| PngError::Encoding(error.to_string()))
}
