//! The HUD: the numbers above the game, as text in the page: score, seconds left, the rival and who leads.

use super::dom::{element, set_attribute, set_css, style};
use super::stage::Stage;
use tapvine_shared::run::TICKS_PER_SECOND;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

const PANEL: &str = "position:absolute;left:50%;top:max(.5em,env(safe-area-inset-top));width:21.5em;\
    transform:translateX(-50%);pointer-events:none;box-sizing:border-box;font-weight:800;line-height:1;\
    font-family:system-ui,-apple-system,'PingFang SC','Noto Sans SC','Microsoft YaHei',sans-serif";
const ROW: &str = "display:flex;align-items:center;gap:.4em;height:3em";
const SIDE: &str = "flex:1 1 0;min-width:0;display:flex;flex-direction:column;gap:.2em";
const NAME: &str = "font-size:.72em;opacity:.78;white-space:nowrap;overflow:hidden;text-overflow:ellipsis";
const NUMBER: &str = "font-size:1.75em;font-variant-numeric:tabular-nums;transform-origin:left center";
const TIME: &str = "flex:none;min-width:2em;height:2em;box-sizing:border-box;display:grid;place-items:center;\
    border-radius:1em;background:#fff;box-shadow:0 .08em .25em #0003;font-size:1.5em;\
    font-variant-numeric:tabular-nums";
const BAR: &str = "position:relative;height:.7em;margin-top:.35em;border-radius:.35em;overflow:hidden;\
    background:#8f7ac8;box-shadow:inset 0 0 0 .1em #fff9,0 .08em .25em #0003";
const LEAD: &str = "position:absolute;inset:0;border-radius:.35em 0 0 .35em;transform-origin:left;\
    transition:transform .3s cubic-bezier(.3,1.6,.6,1)";
/// What the page's own button in the corner needs.
const CORNER_PX: f32 = 52.0;
const LAST_SECONDS: u32 = 5;

/// The numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hud {
    pub score: i64,
    /// The most the score can be, where it is shown as "so many of so many".
    pub max_score: Option<i64>,
    pub rival: Option<i64>,
    pub combo: u32,
    pub ticks_left: u32,
}

pub struct HudPanel {
    pub root: HtmlElement,
    row: HtmlElement,
    score: HtmlElement,
    time: HtmlElement,
    rival: HtmlElement,
    rival_side: HtmlElement,
    bar: HtmlElement,
    lead: HtmlElement,
    shown: Option<Hud>,
    shown_seconds: u32,
    /// The score as displayed: it runs after the real one.
    displayed_score: i64,
    is_enlarged: bool,
    accent: String,
    ink: String,
    reduced_motion: bool,
}

impl HudPanel {
    pub fn new(document: &Document, stage: &Stage) -> Result<HudPanel, JsValue> {
        let root = element(document, "div", PANEL)?;
        style(&root, &[PANEL, ";color:", &stage.theme.ink].concat());
        let row = element(document, "div", ROW)?;
        let side = |name: &str, key: &str, right: bool| -> Result<(HtmlElement, HtmlElement), JsValue> {
            let side = element(document, "div", SIDE)?;
            let title = element(document, "div", NAME)?;
            title.set_text_content(Some(name));
            let number = element(document, "div", NUMBER)?;
            set_attribute(&number, "data-tv", key);
            if right {
                set_css(&side, "text-align", "right");
                set_css(&number, "transform-origin", "right center");
            }
            side.append_with_node_2(&title, &number)?;
            Ok((side, number))
        };
        let (you, score) = side(stage.text("you"), "score", false)?;
        let (rival_side, rival) = side(stage.text("rival_name"), "rival", true)?;
        let time = element(document, "div", TIME)?;
        set_attribute(&time, "data-tv", "time");
        set_attribute(&time, "role", "timer");
        row.append_with_node_3(&you, &time, &rival_side)?;
        let bar = element(document, "div", BAR)?;
        let lead = element(document, "div", &[LEAD, ";background:", &stage.theme.primary].concat())?;
        bar.append_child(&lead)?;
        root.append_with_node_2(&row, &bar)?;
        Ok(HudPanel {
            root,
            row,
            score,
            time,
            rival,
            rival_side,
            bar,
            lead,
            shown: None,
            shown_seconds: u32::MAX,
            displayed_score: 0,
            is_enlarged: false,
            accent: stage.theme.accent.clone(),
            ink: stage.theme.ink.clone(),
            reduced_motion: stage.reduced_motion,
        })
    }

    /// Where the panel ends, in design pixels.
    pub fn lay_out(&self, stage: &Stage) -> f32 {
        let narrow_px = (CORNER_PX - (stage.fit.side + 8.0) * stage.fit.scale).max(0.0) as i32;
        set_css(&self.row, "margin-right", &[narrow_px.to_string().as_str(), "px"].concat());
        let bottom_px = self.root.offset_top() + self.root.offset_height();
        bottom_px as f32 / stage.fit.scale
    }

    pub fn show(&mut self, hud: Hud) {
        self.show_score(hud);
        self.show_seconds(hud.ticks_left.div_ceil(TICKS_PER_SECOND));
        if self.shown.map(|shown| (shown.score, shown.rival)) != Some((hud.score, hud.rival)) {
            self.show_lead(hud);
        }
        self.shown = Some(hud);
    }

    pub fn set_visible(&self, visible: bool) {
        set_css(&self.root, "visibility", if visible { "visible" } else { "hidden" });
    }

    /// Counts the displayed score up or down to the real one, and enlarges it when the score rises.
    fn show_score(&mut self, hud: Hud) {
        let rises = !self.reduced_motion && self.shown.is_some_and(|shown| shown.score < hud.score);
        let behind = hud.score - self.displayed_score;
        let is_same_max = self.shown.is_some_and(|shown| shown.max_score == hud.max_score);
        if behind != 0 || !is_same_max {
            self.displayed_score += behind / 4 + behind.signum();
            if (hud.score - self.displayed_score).signum() != behind.signum() {
                self.displayed_score = hud.score;
            }
            let mut text = self.displayed_score.to_string();
            if let Some(max_score) = hud.max_score {
                text = [&text, "/", &max_score.to_string()].concat();
            }
            self.score.set_text_content(Some(&text));
        }
        if rises {
            set_css(&self.score, "transition", "none");
            set_css(&self.score, "transform", "scale(1.3)");
        } else if self.is_enlarged {
            set_css(&self.score, "transition", "transform .25s");
            set_css(&self.score, "transform", "none");
        }
        self.is_enlarged = rises;
    }

    fn show_seconds(&mut self, seconds: u32) {
        if seconds == self.shown_seconds {
            return;
        }
        self.shown_seconds = seconds;
        self.time.set_text_content(Some(&seconds.to_string()));
        let is_last = seconds <= LAST_SECONDS;
        let (background, ink) =
            if is_last { (self.accent.as_str(), "#fff") } else { ("#fff", self.ink.as_str()) };
        set_css(&self.time, "background", background);
        set_css(&self.time, "color", ink);
    }

    fn show_lead(&self, hud: Hud) {
        let display = if hud.rival.is_some() { "" } else { "none" };
        set_css(&self.rival_side, "visibility", if hud.rival.is_some() { "" } else { "hidden" });
        set_css(&self.bar, "display", display);
        let Some(rival) = hud.rival else { return };
        self.rival.set_text_content(Some(&rival.to_string()));
        // Both sides start with so much, so that the first points do not throw the bar about.
        const BASE_POINTS: i64 = 80;
        let permille = (hud.score + BASE_POINTS) * 1_000 / (hud.score + rival + 2 * BASE_POINTS);
        let scale = ["scaleX(calc(", &permille.to_string(), "/1000))"].concat();
        set_css(&self.lead, "transform", &scale);
    }
}
