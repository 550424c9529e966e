// How the pictures a person keeps are drawn: text that fits, rounded paper, rays, and drawings as images.
import { svgDataUrl } from "./dom";

const FONT = 'ui-rounded, "SF Pro Rounded", "PingFang SC", "HarmonyOS Sans SC", system-ui, "Noto Sans CJK SC", sans-serif';
const MIN_FONT_PX = 18;
const RAYS = 16;

export interface TextLine {
  x: number;
  y: number;
  sizePx: number;
  weight: number;
  maxWidthPx: number;
}

/** One centred line, made smaller until it fits. */
export function drawTextLine(context: CanvasRenderingContext2D, text: string, { x, y, sizePx, weight, maxWidthPx }: TextLine): void {
  for (let size = sizePx; size >= MIN_FONT_PX; size -= 2) {
    context.font = `${weight} ${size}px ${FONT}`;
    if (context.measureText(text).width <= maxWidthPx) break;
  }
  context.textAlign = "center";
  context.fillText(text, x, y, maxWidthPx);
}

/** Begins the path of a rectangle with round corners; `roundRect` is missing on older phones. */
export function roundRectPath(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  context.beginPath();
  context.moveTo(x + radius, y);
  context.arcTo(x + width, y, x + width, y + height, radius);
  context.arcTo(x + width, y + height, x, y + height, radius);
  context.arcTo(x, y + height, x, y, radius);
  context.arcTo(x, y, x + width, y, radius);
}

export function drawRays(context: CanvasRenderingContext2D, colour: string, alpha: number, x: number, y: number): void {
  context.save();
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.translate(x, y);
  for (let ray = 0; ray < RAYS; ray += 1) {
    context.rotate((Math.PI * 2) / RAYS);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(-125, -1100);
    context.lineTo(125, -1100);
    context.fill();
  }
  context.restore();
}

/** Null when the drawing cannot be loaded: every picture works without it. */
export function loadSvgImage(svg: string | undefined, sizePx: number): Promise<HTMLImageElement | null> {
  if (!svg) return Promise.resolve(null);
  return new Promise((resolve) => {
    const image = new Image(sizePx, sizePx);
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = svgDataUrl(svg);
  });
}

/** A colour of the campaign's palette, as kit/theme.ts set it. */
export function themeColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
}
