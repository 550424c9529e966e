//! What is said before a run goes on: ready and go, or three, two, one after an interruption.

use crate::browser::colour::Colour;
use crate::browser::sound::Waveform;
use crate::browser::stage::Stage;
use crate::session::{Phase, READY_TICKS, RESUMING_TICKS};
use crate::{Channel, Ease, Pose, Tweens};

/// So long before the first tick "go" is said.
const GO_TICKS: u32 = 24;
const COUNT_TICKS: u32 = RESUMING_TICKS / 3;

/// Shows and sounds what belongs to this tick of the phase, if anything.
pub fn tick(phase: Phase, stage: &mut Stage) {
    let (text, hz) = match phase {
        Phase::Ready { ticks: READY_TICKS } => (stage.text("ready").to_owned(), 392.0),
        Phase::Ready { ticks: GO_TICKS } => (stage.text("go").to_owned(), 784.0),
        Phase::Resuming { ticks } if ticks % COUNT_TICKS == 0 && ticks > 0 => {
            ((ticks / COUNT_TICKS).to_string(), 523.0)
        }
        _ => return,
    };
    let middle = Pose::at(180.0, (stage.top + stage.bottom) / 2.0).scaled(0.0);
    let tweens = Tweens::default().with(Channel::Scale, (0.3, 1.0), (0, 12), Ease::BackOut).with(
        Channel::Alpha,
        (1.0, 0.0),
        (20, 12),
        Ease::In,
    );
    stage.spawn_text(text, 58.0, Colour::Primary, middle, tweens);
    stage.sound.note(Waveform::Triangle, (hz, hz), 0, 220, 0.3);
}
