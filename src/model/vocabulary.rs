//! One macro for the closed vocabularies (measure, qualifier, cause …): an enum, its stored names, both ways.

/// Defines an enum whose variants each have one name, used alike in commands, tables, sheets and JSON.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $vis:vis enum $name:ident, $noun:literal { $($(#[$vmeta:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The one name used in commands, tables, sheets and JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::ModelError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // As it is stored: what nearly every text is that a report reads.
                match text {
                    $($text => return Ok(Self::$variant),)+
                    _ => {}
                }
                // People write "at least", "at-least" and "At_Least" for the same word.
                let wanted = text.trim().to_ascii_lowercase().replace([' ', '-'], "_");
                match wanted.as_str() {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::model::ModelError::new(format!("“{text}” is not {} {}", if $noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }, $noun))
                        .with_hint(format!("one of: {}", [$($text),+].join(", ")))),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use vocabulary;
