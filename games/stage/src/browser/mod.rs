//! The browser's side of the stage: page, canvas, input, sound and the loop. It exists on wasm32 only.

mod atlas;
mod controls;
mod engine;
mod hud;
mod inbox;
mod input;
mod label;
mod module;
mod mounted;
mod options;
mod outgoing;
mod overlay;
mod pen;
mod playable;
mod resizing;
mod show;
mod sound;
mod surface;
mod tone;

pub use atlas::Art;
pub use controls::{Control, Controls};
pub use label::{Icon, Label};
pub use mounted::Mounted;
pub use options::replay_in_browser;
pub use pen::{Baked, Pen};
pub use playable::{Hud, Playable, Stage};
pub use show::Look;
pub use sound::{Sound, Wave};
pub use tone::Tone;

/// Two kilobytes smaller than the standard library's; it allocates and frees in constant time.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
