// What the pictures a person keeps are drawn with: text that fits, round paper, rays, and drawings as images.
import { svgAddress } from "../kit/dom";

const FONT = 'ui-rounded, "SF Pro Rounded", "PingFang SC", "HarmonyOS Sans SC", system-ui, "Noto Sans CJK SC", sans-serif';
const SMALLEST_PX = 18;

export interface Line {
  x: number;
  y: number;
  sizePx: number;
  weight: number;
  mostPx: number;
}

/** One centred line, made smaller until it fits. */
export function writeLine(pen: CanvasRenderingContext2D, words: string, { x, y, sizePx, weight, mostPx }: Line): void {
  for (let size = sizePx; size >= SMALLEST_PX; size -= 2) {
    pen.font = `${weight} ${size}px ${FONT}`;
    if (pen.measureText(words).width <= mostPx) break;
  }
  pen.textAlign = "center";
  pen.fillText(words, x, y, mostPx);
}

export function roundPaper(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, r: number): void {
  pen.beginPath();
  pen.moveTo(x + r, y);
  pen.arcTo(x + width, y, x + width, y + height, r);
  pen.arcTo(x + width, y + height, x, y + height, r);
  pen.arcTo(x, y + height, x, y, r);
  pen.arcTo(x, y, x + width, y, r);
}

export function drawRays(pen: CanvasRenderingContext2D, colour: string, alpha: number, x: number, y: number): void {
  const count = 16;
  pen.save();
  pen.globalAlpha = alpha;
  pen.fillStyle = colour;
  pen.translate(x, y);
  for (let at = 0; at < count; at += 1) {
    pen.rotate((Math.PI * 2) / count);
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(-125, -1100);
    pen.lineTo(125, -1100);
    pen.fill();
  }
  pen.restore();
}

/** None when it cannot be drawn: pictures work without decoration. */
export function imageOf(svg: string | undefined, sizePx: number): Promise<HTMLImageElement | null> {
  if (!svg) return Promise.resolve(null);
  return new Promise((resolve) => {
    const image = new Image(sizePx, sizePx);
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = svgAddress(svg);
  });
}
