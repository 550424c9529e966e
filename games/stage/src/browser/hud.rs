//! The numbers above the game, as text in the page: score, seconds left, the rival and who leads.

use super::overlay::{css, element, mark, style};
use super::playable::{Hud, Stage};
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
    out_of: Option<i64>,
    rolling_score: i64,
    bumped: bool,
    accent: String,
    ink: String,
    calm: bool,
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
            mark(&number, "data-tv", key);
            if right {
                css(&side, "text-align", "right");
                css(&number, "transform-origin", "right center");
            }
            side.append_with_node_2(&title, &number)?;
            Ok((side, number))
        };
        let (you, score) = side(stage.text("you"), "score", false)?;
        let (rival_side, rival) = side(stage.text("rival_name"), "rival", true)?;
        let time = element(document, "div", TIME)?;
        mark(&time, "data-tv", "time");
        mark(&time, "role", "timer");
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
            out_of: None,
            rolling_score: 0,
            bumped: false,
            accent: stage.theme.accent.clone(),
            ink: stage.theme.ink.clone(),
            calm: stage.reduced_motion,
        })
    }

    /// Where the panel ends, in design pixels.
    pub fn lay_out(&self, stage: &Stage) -> f32 {
        let narrow_px = (CORNER_PX - (stage.fit.side + 8.0) * stage.fit.scale).max(0.0) as i32;
        css(&self.row, "margin-right", &[narrow_px.to_string().as_str(), "px"].concat());
        let bottom_px = self.root.offset_top() + self.root.offset_height();
        bottom_px as f32 / stage.fit.scale
    }

    pub fn show(&mut self, hud: Hud) {
        self.roll_score(hud.score);
        self.show_seconds(hud.ticks_left.div_ceil(TICKS_PER_SECOND));
        if self.shown.map(|shown| (shown.score, shown.rival)) != Some((hud.score, hud.rival)) {
            self.show_lead(hud);
        }
        self.shown = Some(hud);
    }

    /// The most the score can be, shown after it.
    pub fn set_out_of(&mut self, out_of: Option<i64>) {
        if self.out_of != out_of {
            self.out_of = out_of;
            self.shown = None;
        }
    }

    pub fn set_visible(&self, visible: bool) {
        css(&self.root, "visibility", if visible { "visible" } else { "hidden" });
    }

    /// The number runs after the score and swells with every change.
    fn roll_score(&mut self, score: i64) {
        let rises = !self.calm && self.shown.is_some_and(|shown| shown.score < score);
        let behind = score - self.rolling_score;
        if behind != 0 || self.shown.is_none() {
            self.rolling_score += behind / 4 + behind.signum();
            if (score - self.rolling_score).signum() != behind.signum() {
                self.rolling_score = score;
            }
            let mut text = self.rolling_score.to_string();
            if let Some(out_of) = self.out_of {
                text = [&text, "/", &out_of.to_string()].concat();
            }
            self.score.set_text_content(Some(&text));
        }
        if rises {
            css(&self.score, "transition", "none");
            css(&self.score, "transform", "scale(1.3)");
        } else if self.bumped {
            css(&self.score, "transition", "transform .25s");
            css(&self.score, "transform", "none");
        }
        self.bumped = rises;
    }

    fn show_seconds(&mut self, seconds: u32) {
        if seconds == self.shown_seconds {
            return;
        }
        self.shown_seconds = seconds;
        self.time.set_text_content(Some(&seconds.to_string()));
        let hurried = seconds <= LAST_SECONDS;
        let (paper, ink) = if hurried { (self.accent.as_str(), "#fff") } else { ("#fff", self.ink.as_str()) };
        css(&self.time, "background", paper);
        css(&self.time, "color", ink);
    }

    fn show_lead(&self, hud: Hud) {
        let display = if hud.rival.is_some() { "" } else { "none" };
        css(&self.rival_side, "visibility", if hud.rival.is_some() { "" } else { "hidden" });
        css(&self.bar, "display", display);
        let Some(rival) = hud.rival else { return };
        self.rival.set_text_content(Some(&rival.to_string()));
        // A start of equal shares, so that the first points do not throw the bar about.
        const HEAD_START: i64 = 80;
        let permille = (hud.score + HEAD_START) * 1_000 / (hud.score + rival + 2 * HEAD_START);
        let scale = ["scaleX(calc(", &permille.to_string(), "/1000))"].concat();
        css(&self.lead, "transform", &scale);
    }
}
