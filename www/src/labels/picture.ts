// "3 friends say: night owl" as one picture, in the campaign's colours, with the label as a big paper sticker.
import type { Party } from "./party";
import { pictureOf } from "./sticker";

const WIDTH_PX = 900;
const HEIGHT_PX = 1125;
const FONT = 'ui-rounded, "SF Pro Rounded", "PingFang SC", "HarmonyOS Sans SC", system-ui, "Noto Sans CJK SC", sans-serif';
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
  const picture = await load((await party.icons)[icon]);

  pen.fillStyle = colour("primary");
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  rays(pen, colour("accent"));
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour("on-primary");
  if (session.name) line(pen, session.name, WIDTH_PX / 2, 96, 52, 800, 780);
  line(pen, says, WIDTH_PX / 2, session.name ? 178 : 150, 64, 900, 800);
  sticker(pen, text, picture);
  pen.fillStyle = colour("on-primary");
  line(pen, t("picture_ask"), WIDTH_PX / 2, 985, 44, 800, 780);
  pen.globalAlpha = 0.85;
  line(pen, [session.text("brand"), session.text("title")].filter(Boolean).join(" · "), WIDTH_PX / 2, 1052, 34, 700, 780);
  return canvas.toDataURL("image/png"); // a data address: in-app browsers save those on a long press
}

function rays(pen: CanvasRenderingContext2D, colour: string): void {
  pen.save();
  pen.globalAlpha = 0.22;
  pen.fillStyle = colour;
  pen.translate(WIDTH_PX / 2, 570);
  for (let at = 0; at < 16; at += 1) {
    pen.rotate(Math.PI / 8);
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(-125, -1000);
    pen.lineTo(125, -1000);
    pen.fill();
  }
  pen.restore();
}

/** White paper with a coloured rim, slightly turned: the label's picture over its words. */
function sticker(pen: CanvasRenderingContext2D, text: string, picture: HTMLImageElement | null): void {
  pen.save();
  pen.translate(WIDTH_PX / 2, 570);
  pen.rotate(-0.055);
  pen.shadowColor = "rgba(30, 16, 8, .34)";
  pen.shadowBlur = 60;
  pen.shadowOffsetY = 26;
  rounded(pen, -340, -300, 680, 600, 96);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.shadowColor = "transparent";
  rounded(pen, -312, -272, 624, 544, 74);
  pen.fillStyle = "#fff3dc";
  pen.fill();
  if (picture) pen.drawImage(picture, -150, -232, 300, 300);
  pen.fillStyle = INK;
  line(pen, text, 0, picture ? 166 : 0, 104, 900, 560);
  pen.restore();
}

/** One line, made smaller until it fits. */
function line(pen: CanvasRenderingContext2D, words: string, x: number, y: number, sizePx: number, weight: number, mostPx: number): void {
  for (let size = sizePx; size > 18; size -= 2) {
    pen.font = `${weight} ${size}px ${FONT}`;
    if (pen.measureText(words).width <= mostPx) break;
  }
  pen.fillText(words, x, y);
}

function load(svg: string | undefined): Promise<HTMLImageElement | null> {
  if (!svg) return Promise.resolve(null);
  return new Promise((resolve) => {
    const image = new Image(512, 512);
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null); // the words carry it alone
    image.src = pictureOf(svg);
  });
}

function rounded(pen: CanvasRenderingContext2D, x: number, y: number, w: number, height: number, r: number): void {
  pen.beginPath();
  pen.moveTo(x + r, y);
  pen.arcTo(x + w, y, x + w, y + height, r);
  pen.arcTo(x + w, y + height, x, y + height, r);
  pen.arcTo(x, y + height, x, y, r);
  pen.arcTo(x, y, x + w, y, r);
}
