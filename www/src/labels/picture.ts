// "3 friends say: night owl" as one picture, in the campaign's colours, with the label as a big paper sticker.
import { drawRays, imageOf, roundPaper, writeLine } from "../play/pen";
import type { Party } from "./party";

const WIDTH_PX = 900;
const HEIGHT_PX = 1125;
const MIDDLE_PX = WIDTH_PX / 2;
const INK = "#2b1d14";

export async function drawPicture(party: Party, label: string, says: string): Promise<string> {
  const { session, t } = party;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
  const { text, icon } = party.label(label);
  const picture = await imageOf((await party.icons)[icon], 512);

  pen.fillStyle = colour("primary");
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  drawRays(pen, colour("accent"), 0.22, MIDDLE_PX, 570);
  pen.textBaseline = "middle";
  pen.fillStyle = colour("on-primary");
  if (session.name) writeLine(pen, session.name, { x: MIDDLE_PX, y: 96, sizePx: 52, weight: 800, mostPx: 780 });
  writeLine(pen, says, { x: MIDDLE_PX, y: session.name ? 178 : 150, sizePx: 64, weight: 900, mostPx: 800 });
  sticker(pen, text, picture);
  pen.fillStyle = colour("on-primary");
  writeLine(pen, t("picture_ask"), { x: MIDDLE_PX, y: 985, sizePx: 44, weight: 800, mostPx: 780 });
  pen.globalAlpha = 0.85;
  writeLine(pen, [session.text("brand"), session.text("title")].filter(Boolean).join(" · "), { x: MIDDLE_PX, y: 1052, sizePx: 34, weight: 700, mostPx: 780 });
  return canvas.toDataURL("image/png"); // a data address: in-app browsers save those on a long press
}

/** White paper with a coloured rim, slightly turned: the label's picture over its words. */
function sticker(pen: CanvasRenderingContext2D, text: string, picture: HTMLImageElement | null): void {
  pen.save();
  pen.translate(MIDDLE_PX, 570);
  pen.rotate(-0.055);
  pen.shadowColor = "rgba(30, 16, 8, .34)";
  pen.shadowBlur = 60;
  pen.shadowOffsetY = 26;
  roundPaper(pen, -340, -300, 680, 600, 96);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.shadowColor = "transparent";
  roundPaper(pen, -312, -272, 624, 544, 74);
  pen.fillStyle = "#fff3dc";
  pen.fill();
  if (picture) pen.drawImage(picture, -150, -232, 300, 300);
  pen.fillStyle = INK;
  writeLine(pen, text, { x: 0, y: picture ? 166 : 0, sizePx: 104, weight: 900, mostPx: 560 });
  pen.restore();
}
