//! The browser's side of the stage: page, canvas, input, sound and the loop. It exists on wasm32 only.

mod atlas;
mod colour;
mod controls;
mod dom;
mod effect;
mod engine;
mod frame_loop;
mod hud;
mod input;
mod js_object;
mod label;
mod messages;
mod module;
mod mounted;
mod options;
mod overlay;
mod pen;
mod playable;
mod size_observer;
mod sound;
mod stage;
mod surface;
mod svg;

pub use atlas::Art;
pub use colour::Colour;
pub use controls::{Control, Controls};
pub use effect::Visual;
pub use hud::Hud;
pub use label::{Icon, Label};
pub use module::replay_in_browser;
pub use mounted::Mounted;
pub use pen::{Baked, Pen};
pub use playable::Playable;
pub use sound::{Sound, Waveform};
pub use stage::Stage;

/// Two kilobytes smaller than the standard library's; it allocates and frees in constant time.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
