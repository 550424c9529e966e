// "3 friends say: night owl" as one picture to keep: drawn in the campaign's colours, and shown in the sheet.
import { drawRays, drawTextLine, loadSvgImage, roundRectPath, themeColour } from "../kit/canvas";
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../kit/icons";
import { shownName } from "../kit/name";
import type { LabelContext } from "./context";

const SAVE = "M12 4v11M7.5 10.5L12 15l4.5-4.5M4.5 19.5h15";

const WIDTH_PX = 900;
const HEIGHT_PX = 1125;
const MIDDLE_PX = WIDTH_PX / 2;
const INK = "#2b1d14";

/** A long press saves it; buttons do where the browser can. */
export async function showLabelPicture(context: LabelContext, label: string, givers: number, body: HTMLElement, onBack: () => void): Promise<void> {
  const { t, session } = context;
  const says = givers === 1 ? t("picture_one") : t("picture_many", { n: givers });
  const address = await drawPicture(context, label, says);
  const name = `${session.campaign.id}-${label}.png`;
  // decoded by hand: the page's policy lets nothing be fetched from a data address
  const bytes = Uint8Array.from(atob(address.split(",")[1] ?? ""), (letter) => letter.charCodeAt(0));
  const file = new File([bytes], name, { type: "image/png" });
  const share = () => void navigator.share({ files: [file], title: session.text("title") }).catch(() => undefined); // closed by the person
  const shares = typeof navigator.canShare === "function" && file.size > 0 && navigator.canShare({ files: [file] });
  const image = h("img", { class: "keepsake", src: address, alt: t("picture_alt", { says, label: context.label(label).text }), width: 900, height: 1125, "data-tv": "label-picture" });
  body.replaceChildren(
    h("div", { class: "picture" }, image,
      h("p", { class: "hint" }, t("picture_hint")),
      h("div", { class: "share-row" },
        h("a", { class: shares ? "button second" : "button", href: address, download: name, "data-tv": "save-picture" }, icon(SAVE), t("picture_save")),
        shares && h("button", { class: "button", type: "button", "data-tv": "share-picture", click: share }, icon(FRIENDS), t("picture_share"))),
      h("button", { class: "button quiet", type: "button", "data-tv": "back", click: onBack }, t("picture_back"))),
  );
  body.querySelector<HTMLElement>(".button")?.focus({ preventScroll: true });
}

async function drawPicture(labels: LabelContext, label: string, says: string): Promise<string> {
  const { session, t, icons } = labels;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const context = canvas.getContext("2d");
  if (!context) return "";
  const { text, icon } = labels.label(label);
  const picture = await loadSvgImage((await icons)[icon], 512);

  context.fillStyle = themeColour("primary");
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  drawRays(context, themeColour("accent"), 0.22, MIDDLE_PX, 570);
  context.textBaseline = "middle";
  context.fillStyle = themeColour("on-primary");
  const name = shownName(session.name);
  if (name) drawTextLine(context, name, { x: MIDDLE_PX, y: 96, sizePx: 52, weight: 800, maxWidthPx: 780 });
  drawTextLine(context, says, { x: MIDDLE_PX, y: name ? 178 : 150, sizePx: 64, weight: 900, maxWidthPx: 800 });
  drawSticker(context, text, picture);
  context.fillStyle = themeColour("on-primary");
  drawTextLine(context, t("picture_ask"), { x: MIDDLE_PX, y: 985, sizePx: 44, weight: 800, maxWidthPx: 780 });
  context.globalAlpha = 0.85;
  drawTextLine(context, [session.text("brand"), session.text("title")].filter(Boolean).join(" · "), { x: MIDDLE_PX, y: 1052, sizePx: 34, weight: 700, maxWidthPx: 780 });
  return canvas.toDataURL("image/png"); // a data address: in-app browsers save those on a long press
}

/** White paper with a coloured rim, slightly turned: the label's picture over its words. */
function drawSticker(context: CanvasRenderingContext2D, text: string, picture: HTMLImageElement | null): void {
  context.save();
  context.translate(MIDDLE_PX, 570);
  context.rotate(-0.055);
  context.shadowColor = "rgba(30, 16, 8, .34)";
  context.shadowBlur = 60;
  context.shadowOffsetY = 26;
  roundRectPath(context, -340, -300, 680, 600, 96);
  context.fillStyle = "#fff";
  context.fill();
  context.shadowColor = "transparent";
  roundRectPath(context, -312, -272, 624, 544, 74);
  context.fillStyle = "#fff3dc";
  context.fill();
  if (picture) context.drawImage(picture, -150, -232, 300, 300);
  context.fillStyle = INK;
  drawTextLine(context, text, { x: 0, y: picture ? 166 : 0, sizePx: 104, weight: 900, maxWidthPx: 560 });
  context.restore();
}
