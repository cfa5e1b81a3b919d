//! Enums that grow: a value from a newer version is kept as it came.

/// Defines an enum stored and sent as text. Unknown text is kept in `Other` and comes back unchanged;
/// `parse_known` (for people's input) refuses it and names the valid choices.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident, $field:literal { $($(#[$vmeta:meta])* $variant:ident = $text:literal / $zh:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A value this version does not know, as it came.
            Other(String),
        }

        impl $name {
            /// Every value this version knows.
            pub const KNOWN: &'static [$name] = &[$($name::$variant),+];

            /// The code as stored and sent.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $text,)+
                    $name::Other(text) => text,
                }
            }

            /// What people see in Chinese; a value from a newer version as it came.
            pub fn zh(&self) -> &str {
                match self {
                    $($name::$variant => $zh,)+
                    $name::Other(text) => text,
                }
            }

            /// Is this a value of a newer version?
            pub fn is_unknown(&self) -> bool {
                matches!(self, $name::Other(_))
            }

            /// Reads what a person typed: only known values, else an error that names them.
            pub fn parse_known(text: &str) -> Result<Self, $crate::Invalid> {
                let value = Self::from(text);
                if value.is_unknown() {
                    let known: Vec<&str> = Self::KNOWN.iter().map(Self::as_str).collect();
                    return Err($crate::Invalid::new($field, format!("unknown; use one of: {}", known.join(", "))));
                }
                Ok(value)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => $name::$variant,)+
                    other => $name::Other(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::from(text.as_ref()))
            }
        }
    };
}

pub(crate) use open_enum;
