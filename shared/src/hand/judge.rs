//! The judge: which signs a run shows that no hand made it.
//!
//! Each limit is a fact about people, with its source where one states it, and was checked on simulated people and bots
//! (`cargo xtask fairplay` prints the rates). With few reactions little can be said, and nothing is.

use super::measures::Measures;
use serde::Serialize;

/// What is to be thought of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Human,
    /// A person could have played it, yet hardly anybody does.
    Doubtful,
    NotByHand,
}

impl Verdict {
    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Human => "human",
            Verdict::Doubtful => "doubtful",
            Verdict::NotByHand => "not_by_hand",
        }
    }
}

/// What speaks against a hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Actions that came before anybody could have reacted.
    TooSoon,
    /// Half of all came faster than people react at all.
    TooFast,
    /// Reactions differ less from each other than people's do, and there is no slow one.
    TooEven,
    /// Many reactions are the same to a sixtieth of a second.
    Alike,
    /// Taps follow a steady beat.
    Clockwork,
    /// What could be foreseen was met in its very tick, again and again.
    OnTheTick,
    /// Taps in different places at the same moment, again and again.
    Together,
}

/// A sign, and what it says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub sign: Sign,
    pub verdict: Verdict,
}

/// Judges a run by its measures: the gravest finding is the verdict.
pub fn judge(measures: &Measures) -> (Verdict, Vec<Finding>) {
    let found = |(sign, verdict)| Finding { sign, verdict };
    let findings: Vec<Finding> = [
        (Sign::TooSoon, too_soon(measures)),
        (Sign::TooFast, too_fast(measures)),
        (Sign::TooEven, too_even(measures)),
        (Sign::Alike, alike(measures)),
        (Sign::Clockwork, clockwork(measures)),
        (Sign::OnTheTick, on_the_tick(measures)),
        (Sign::Together, together(measures)),
    ]
    .into_iter()
    .filter(|(_, verdict)| *verdict != Verdict::Human)
    .map(found)
    .collect();
    let verdict = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Human);
    (verdict, findings)
}

fn by(refused: bool, doubtful: bool) -> Verdict {
    match (refused, doubtful) {
        (true, _) => Verdict::NotByHand,
        (_, true) => Verdict::Doubtful,
        _ => Verdict::Human,
    }
}

/// Who taps at random hits something that has just appeared now and then, and misses far more often.
fn too_soon(measures: &Measures) -> Verdict {
    let Measures { soon, reactions, slips, .. } = *measures;
    let by_luck = slips / 4;
    let is_most = soon >= 4 && soon * 2 > reactions;
    let is_many = soon >= 3 && soon * 4 > reactions && soon > by_luck;
    by(is_most || is_many, soon >= 2 && soon * 10 > reactions && soon > by_luck)
}

/// A choice among things at different places takes even practised young people 300 ms and more with the finger's way
/// (Woods et al. 2015, Front. Hum. Neurosci. 9:193; Fitts 1954); 200 ms is a simple reaction.
fn too_fast(measures: &Measures) -> Verdict {
    let (fewest, refused_ms, doubtful_ms) = if measures.read { (4, 300, 400) } else { (6, 200, 260) };
    let is_enough = measures.reactions >= fewest;
    by(is_enough && measures.median_ms < refused_ms, is_enough && measures.median_ms < doubtful_ms)
}

/// A person's reactions spread by a tenth to a fourth of their mean, with a long slow tail (Luce 1986; Ratcliff 1979;
/// Wagenmakers & Brown 2007). Labels wait until they are read, so those reactions lie seconds apart.
fn too_even(measures: &Measures) -> Verdict {
    let Measures { reactions, range_ms, spread_ms, tail_ms, median_ms, floor_ms, slips, read, .. } =
        *measures;
    if read {
        return by(reactions >= 5 && range_ms < 120, reactions >= 4 && range_ms < 200);
    }
    let (slow_ms, quick_ms) = (tail_ms - median_ms, median_ms - floor_ms);
    let is_narrow = reactions >= 12 && spread_ms < 75 && slow_ms < 75;
    let has_no_tail = reactions >= 20 && slow_ms < 120 && slow_ms < quick_ms && slips == 0;
    by(reactions >= 12 && spread_ms < 45 && slow_ms < 45, is_narrow || has_no_tail)
}

fn alike(measures: &Measures) -> Verdict {
    let Measures { alike, reactions, read, .. } = *measures;
    if read {
        return by(reactions >= 4 && alike == reactions, reactions >= 3 && alike == reactions);
    }
    by(reactions >= 8 && alike * 5 > reactions * 3, reactions >= 10 && alike * 5 > reactions * 2)
}

/// Things appear at times nobody knows, so who follows them keeps no beat.
fn clockwork(measures: &Measures) -> Verdict {
    let is_enough = measures.reactions + measures.foreseen >= 12;
    by(is_enough && measures.beat_permille > 850, is_enough && measures.beat_permille > 650)
}

/// Who presses ahead of a countdown scatters by 40 ms and more around it (Wing & Kristofferson 1973), so the very tick
/// is met once in ten.
fn on_the_tick(measures: &Measures) -> Verdict {
    let Measures { on_the_tick, foreseen, .. } = *measures;
    by(on_the_tick >= 6 && on_the_tick * 4 > foreseen * 3, on_the_tick >= 4 && on_the_tick * 2 > foreseen)
}

fn together(measures: &Measures) -> Verdict {
    let Measures { together, reactions, foreseen, .. } = *measures;
    by(false, together >= 5 && together * 8 > reactions + foreseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A person of middling speed.
    fn person() -> Measures {
        Measures {
            reactions: 33,
            floor_ms: 420,
            median_ms: 580,
            spread_ms: 150,
            tail_ms: 830,
            range_ms: 700,
            foreseen: 3,
            slips: 2,
            beat_permille: 340,
            alike: 4,
            ..Measures::default()
        }
    }

    #[track_caller]
    fn check(measures: &Measures, expect: Verdict, signs: &[Sign]) {
        let (verdict, findings) = judge(measures);
        assert_eq!(verdict, expect, "{findings:?}");
        assert_eq!(findings.iter().map(|finding| finding.sign).collect::<Vec<_>>(), signs);
    }

    #[test]
    fn a_person_is_taken_for_one_also_a_very_fast_and_a_very_slow_one() {
        check(&person(), Verdict::Human, &[]);
        let fast = Measures { floor_ms: 270, median_ms: 330, spread_ms: 90, tail_ms: 470, ..person() };
        check(&fast, Verdict::Human, &[]);
        let slow = Measures { floor_ms: 900, median_ms: 1_500, spread_ms: 500, tail_ms: 2_400, ..person() };
        check(&slow, Verdict::Human, &[]);
    }

    #[test]
    fn few_reactions_say_nothing() {
        let few = Measures {
            reactions: 1,
            soon: 1,
            median_ms: 50,
            floor_ms: 50,
            tail_ms: 50,
            alike: 1,
            ..person()
        };
        check(&few, Verdict::Human, &[]);
    }

    #[test]
    fn reacting_before_anybody_could_is_not_by_hand() {
        let early = Measures { soon: 20, floor_ms: 60, median_ms: 140, ..person() };
        check(&early, Verdict::NotByHand, &[Sign::TooSoon, Sign::TooFast]);
        check(&Measures { soon: 5, ..person() }, Verdict::Doubtful, &[Sign::TooSoon]);
    }

    #[test]
    fn who_taps_at_random_is_lucky_now_and_then_and_no_bot() {
        check(&Measures { soon: 4, slips: 60, ..person() }, Verdict::Human, &[]);
    }

    #[test]
    fn a_median_of_a_simple_reaction_is_too_fast_for_a_choice() {
        let fast = Measures { floor_ms: 200, median_ms: 240, tail_ms: 400, ..person() };
        check(&fast, Verdict::Doubtful, &[Sign::TooFast]);
        check(&Measures { floor_ms: 160, median_ms: 190, ..fast }, Verdict::NotByHand, &[Sign::TooFast]);
    }

    #[test]
    fn a_delay_with_a_little_jitter_is_too_even_and_a_wide_one_without_a_slow_tail_is_doubtful() {
        let jitter = Measures { floor_ms: 560, spread_ms: 30, tail_ms: 610, ..person() };
        check(&jitter, Verdict::NotByHand, &[Sign::TooEven]);
        let wider = Measures { spread_ms: 60, tail_ms: 640, ..person() };
        check(&wider, Verdict::Doubtful, &[Sign::TooEven]);
        let no_tail = Measures { tail_ms: 690, slips: 0, ..person() };
        check(&no_tail, Verdict::Doubtful, &[Sign::TooEven]);
    }

    #[test]
    fn the_same_reaction_again_and_again_is_not_by_hand() {
        check(&Measures { alike: 25, ..person() }, Verdict::NotByHand, &[Sign::Alike]);
    }

    #[test]
    fn a_steady_beat_is_not_by_hand() {
        check(&Measures { beat_permille: 950, ..person() }, Verdict::NotByHand, &[Sign::Clockwork]);
    }

    #[test]
    fn pressing_ahead_of_a_countdown_is_human_and_meeting_its_tick_each_time_is_not() {
        check(&Measures { foreseen: 8, on_the_tick: 2, ..person() }, Verdict::Human, &[]);
        check(&Measures { foreseen: 8, on_the_tick: 7, ..person() }, Verdict::NotByHand, &[Sign::OnTheTick]);
    }

    #[test]
    fn words_have_to_be_read_first() {
        let read =
            Measures { read: true, reactions: 5, soon: 0, floor_ms: 700, median_ms: 1_600, ..person() };
        check(&read, Verdict::Human, &[]);
        check(&Measures { median_ms: 280, ..read.clone() }, Verdict::NotByHand, &[Sign::TooFast]);
        check(&Measures { range_ms: 90, ..read }, Verdict::NotByHand, &[Sign::TooEven]);
    }
}
