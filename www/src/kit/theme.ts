// Four campaign colours become the page's whole palette, as CSS custom properties.
import type { Theme } from "./wire";

type Rgb = [number, number, number];

function parse(colour: string): Rgb {
  let hex = colour.trim();
  if (!/^#[\da-f]{6}$/i.test(hex)) {
    const context = document.createElement("canvas").getContext("2d");
    if (context) {
      context.fillStyle = hex;
      hex = context.fillStyle; // the browser answers #rrggbb for every opaque colour
    }
  }
  const bits = parseInt(hex.slice(1, 7), 16) || 0;
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

function mix(a: Rgb, b: Rgb, share: number): string {
  return `rgb(${a.map((part, at) => Math.round(part + ((b[at] ?? 0) - part) * share)).join(",")})`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** White where its contrast is enough for a button, else a darker ink. */
function textOn(rgb: Rgb, ink: Rgb): string {
  const l = luminance(rgb);
  const withWhite = 1.05 / (l + 0.05);
  const withInk = (l + 0.05) / (luminance(ink) + 0.05);
  return withWhite >= 3 || withWhite >= withInk ? "#fff" : mix(ink, BLACK, 0.2);
}

export function applyTheme(theme: Theme, root: HTMLElement = document.documentElement): void {
  const [primary, accent, background, ink] = [theme.primary, theme.accent, theme.background, theme.ink].map(parse) as [
    Rgb, Rgb, Rgb, Rgb,
  ];
  const dark = luminance(background) < 0.2;
  const palette: Record<string, string> = {
    primary: mix(primary, primary, 0),
    "primary-deep": mix(primary, BLACK, 0.24),
    "primary-soft": mix(background, primary, dark ? 0.25 : 0.13),
    "on-primary": textOn(primary, dark ? background : ink),
    accent: mix(accent, accent, 0),
    "accent-soft": mix(background, accent, 0.24),
    "on-accent": textOn(accent, dark ? background : ink),
    background: mix(background, background, 0),
    surface: mix(background, WHITE, dark ? 0.08 : 0.72),
    ink: mix(ink, ink, 0),
    "ink-soft": mix(ink, background, 0.3),
    line: mix(background, ink, 0.14),
    glow: mix(background, accent, 0.45),
    shade: `rgba(${mix(ink, BLACK, 0.5).slice(4, -1)},.42)`,
  };
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${name}`, value);
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", palette["background"] ?? "");
}
