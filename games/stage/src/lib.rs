//! What every game stands on: it knows canvas, fingers, keys, time, sound and the trace, but no game.
//!
//! A game implements [`Playable`] and names it in `browser_module!`. What needs no browser
//! – clock, fit, targets, tweens, particles, the session that records the trace – is
//! pure and tested natively; `browser` exists on wasm32 alone.

mod clock;
mod ease;
mod fit;
mod particles;
mod pose;
mod quality;
mod session;
mod shake;
mod target;
mod trigonometry;
mod tween;

#[cfg(target_arch = "wasm32")]
mod browser;

#[cfg(target_arch = "wasm32")]
pub use browser::{
    Art, Baked, Colour, Control, Controls, Hud, Icon, Label, Mounted, Pen, Playable, Sound, Stage, Visual,
    Waveform, replay_in_browser,
};
pub use clock::Clock;
pub use ease::Ease;
pub use fit::{DESIGN_HEIGHT, DESIGN_WIDTH, Fit};
pub use particles::{Particle, Particles};
pub use pose::{Motion, Pose};
pub use quality::Quality;
pub use session::{Phase, Session};
pub use shake::Shake;
pub use target::{Grid, Target, cell_of_key};
pub use trigonometry::{cosine, sine};
pub use tween::{Channel, Squash, Tweens};
