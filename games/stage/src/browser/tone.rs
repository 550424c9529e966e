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
pub enum Tone {
    Primary,
    Accent,
    Background,
    Ink,
    /// Any other colour.
    Css(&'static str),
}

impl Theme {
    pub fn css(&self, tone: Tone) -> &str {
        match tone {
            Tone::Primary => &self.primary,
            Tone::Accent => &self.accent,
            Tone::Background => &self.background,
            Tone::Ink => &self.ink,
            Tone::Css(colour) => colour,
        }
    }
}
