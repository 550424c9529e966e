// The invitation as one picture: title, offer and a QR code, in the campaign's colours.
import { encode } from "uqr";
import type { InviteTranslate } from "../i18n/invite-words";
import { drawRays, drawTextLine, loadSvgImage, roundRectPath, themeColour } from "../kit/canvas";
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
  const context = canvas.getContext("2d");
  if (!context) return "";
  const { primary, ink } = session.campaign.theme;

  context.fillStyle = primary;
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  drawRays(context, "#fff", 0.1, MIDDLE_PX, 700);
  await drawSprites(context, sprites);

  context.fillStyle = themeColour("on-primary") || "#fff";
  if (name) drawText(context, t("poster_from", { name }), 110, 46, 700);
  else drawText(context, session.text("brand"), 110, 44, 800);
  drawText(context, session.text("title"), 205, 88, 900);
  drawText(context, session.text(session.prizeGone ? "tagline" : "offer"), 282, 40, 600);

  context.fillStyle = "#fff";
  roundRectPath(context, 175, 390, 550, 640, 56);
  context.fill();
  drawQr(context, link, 225, 440, 450);
  context.fillStyle = ink;
  drawText(context, t("poster_scan"), 972, 48, 800, 500);
  context.fillStyle = themeColour("on-primary") || "#fff";
  drawText(context, session.text("brand"), 1130, 36, 700);
  return canvas.toDataURL("image/png"); // a data address: in-app browsers save those on a long press
}

function drawText(context: CanvasRenderingContext2D, words: string, y: number, sizePx: number, weight: number, maxWidthPx = WIDTH_PX - 96): void {
  drawTextLine(context, words, { x: MIDDLE_PX, y, sizePx, weight, maxWidthPx });
}

const SPOTS: [x: number, y: number, size: number, turn: number][] = [
  [24, 330, 190, -0.25], [700, 320, 180, 0.22], [690, 920, 190, -0.18], [16, 910, 200, 0.25],
];

async function drawSprites(context: CanvasRenderingContext2D, sprites: Record<string, string>): Promise<void> {
  const largest = Object.values(sprites).sort((a, b) => b.length - a.length);
  const pictures = largest.slice(0, SPOTS.length);
  for (const [at, svg] of pictures.entries()) {
    const spot = SPOTS[at];
    const image = await loadSvgImage(svg, 256);
    if (!spot || !image) continue;
    const [x, y, size, turn] = spot;
    context.save();
    context.translate(x + size / 2, y + size / 2);
    context.rotate(turn);
    context.drawImage(image, -size / 2, -size / 2, size, size);
    context.restore();
  }
}

function drawQr(context: CanvasRenderingContext2D, link: string, x: number, y: number, sizePx: number): void {
  const { data, size } = encode(link, { ecc: "M", border: 0 });
  const step = sizePx / size;
  context.fillStyle = "#1b1410";
  data.forEach((row, down) =>
    row.forEach((dark, right) => {
      if (dark) context.fillRect(Math.floor(x + right * step), Math.floor(y + down * step), Math.ceil(step), Math.ceil(step));
    }),
  );
}
