//! Closed lists of words on the wire: an enum, and for each variant its stable tag and what it means.

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident: tag $tag:literal, means $meaning:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)+
        }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The stable word on the wire.
            pub const fn tag(self) -> &'static str {
                match self { $($name::$variant => $tag,)+ }
            }

            /// One line in plain words.
            pub const fn meaning(self) -> &'static str {
                match self { $($name::$variant => $meaning,)+ }
            }
        }
    };
}

pub(crate) use tags;
