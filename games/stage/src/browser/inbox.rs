//! The inbox: all that happens between two frames waits here, so the game is touched from one place.

use tapvine_shared::run::{Dials, Seed};

#[derive(Clone, Debug)]
pub enum Command {
    Start(Seed, Dials),
    Idle,
    Pause,
    Resume,
    /// The page went to the background; frames stop coming.
    Hidden,
    Shown,
    Resized,
    /// A finger came down, in CSS pixels from the canvas' corner.
    Touch {
        x_px: f32,
        y_px: f32,
    },
    /// A cell was chosen by key or by assistive technology.
    Choose {
        cell: u8,
    },
    MoveFocus {
        right: i8,
        down: i8,
    },
    ChooseFocused,
}
