// The invitation as one picture: title, offer and a QR code, in the campaign's colours.
import { encode } from "uqr";
import type { InviteTranslate } from "../i18n/invite-words";
import { drawRays, imageOf, roundPaper, writeLine } from "./pen";
import type { Session } from "./session";

const WIDTH_PX = 900;
const HEIGHT_PX = 1200;
const MIDDLE_PX = WIDTH_PX / 2;

export async function drawPoster(
  session: Session,
  t: InviteTranslate,
  link: string,
  name: string,
  sprites: Record<string, string>,
): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  const { primary, ink } = session.campaign.theme;
  const colour = (name: string, otherwise: string) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${name}`) || otherwise;

  pen.fillStyle = primary;
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  drawRays(pen, "#fff", 0.1, MIDDLE_PX, 700);
  await scatter(pen, sprites);

  pen.fillStyle = colour("on-primary", "#fff");
  if (name) text(pen, t("poster_from", { name }), 110, 46, 700);
  else text(pen, session.text("brand"), 110, 44, 800);
  text(pen, session.text("title"), 205, 88, 900);
  text(pen, session.text("offer"), 282, 40, 600);

  pen.fillStyle = "#fff";
  roundPaper(pen, 175, 390, 550, 640, 56);
  pen.fill();
  qr(pen, link, 225, 440, 450);
  pen.fillStyle = ink;
  text(pen, t("poster_scan"), 972, 48, 800, 500);
  pen.fillStyle = colour("on-primary", "#fff");
  text(pen, session.text("brand"), 1130, 36, 700);
  return canvas.toDataURL("image/png"); // a data address: in-app browsers save those on a long press
}

function text(pen: CanvasRenderingContext2D, words: string, y: number, sizePx: number, weight: number, mostPx = WIDTH_PX - 96): void {
  writeLine(pen, words, { x: MIDDLE_PX, y, sizePx, weight, mostPx });
}

const SPOTS: [x: number, y: number, size: number, turn: number][] = [
  [24, 330, 190, -0.25], [700, 320, 180, 0.22], [690, 920, 190, -0.18], [16, 910, 200, 0.25],
];

async function scatter(pen: CanvasRenderingContext2D, sprites: Record<string, string>): Promise<void> {
  const richest = Object.values(sprites).sort((a, b) => b.length - a.length);
  const pictures = richest.slice(0, SPOTS.length);
  for (const [at, svg] of pictures.entries()) {
    const spot = SPOTS[at];
    const image = await imageOf(svg, 256);
    if (!spot || !image) continue;
    const [x, y, size, turn] = spot;
    pen.save();
    pen.translate(x + size / 2, y + size / 2);
    pen.rotate(turn);
    pen.drawImage(image, -size / 2, -size / 2, size, size);
    pen.restore();
  }
}

function qr(pen: CanvasRenderingContext2D, link: string, x: number, y: number, sizePx: number): void {
  const { data, size } = encode(link, { ecc: "M", border: 0 });
  const step = sizePx / size;
  pen.fillStyle = "#1b1410";
  data.forEach((row, down) =>
    row.forEach((dark, right) => {
      if (dark) pen.fillRect(Math.floor(x + right * step), Math.floor(y + down * step), Math.ceil(step), Math.ceil(step));
    }),
  );
}
