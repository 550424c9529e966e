//! Colours: the campaign's theme and a few that mean something, as strings made once.

/// The campaign's colours, as CSS.
#[derive(Clone, Debug)]
pub struct Theme {
    pub primary: String,
    pub accent: String,
    pub background: String,
    pub ink: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Primary,
    Accent,
    Background,
    Ink,
    /// Any other colour.
    Css(&'static str),
}

impl Theme {
    pub fn css(&self, colour: Colour) -> &str {
        match colour {
            Colour::Primary => &self.primary,
            Colour::Accent => &self.accent,
            Colour::Background => &self.background,
            Colour::Ink => &self.ink,
            Colour::Css(colour) => colour,
        }
    }
}
