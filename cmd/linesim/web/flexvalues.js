// Flex's words for sizes, spaces and colours, as CSS. The numbers are LINE's.
// A value that has not the form LINE accepts gives null and is left out, so
// nothing but lengths and colours can reach a style.

export const bubbleWidths = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };
const typeSizes = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const imageWidths = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const spaces = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const borders = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

const pixels = /^\d{1,4}(\.\d{1,3})?px$/;
const percent = /^\d{1,3}(\.\d{1,3})?%$/;

const has = (table, key) => Object.hasOwn(table, key);

// space reads margin, spacing, padding and corner radius.
export function space(value) {
  if (has(spaces, value)) return `${spaces[value]}px`;
  return length(value);
}

// length reads px and %; offsets may be negative.
export function length(value) {
  const text = String(value ?? "");
  const bare = text.startsWith("-") ? text.slice(1) : text;
  return pixels.test(bare) || percent.test(bare) ? text : null;
}

// offset reads a keyword as well.
export const offset = (value) => space(value);

export function border(value) {
  if (has(borders, value)) return `${borders[value]}px`;
  return pixels.test(String(value ?? "")) ? value : null;
}

export function colour(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(String(value ?? "")) ? value : null;
}

// typeSize gives a font size that follows the reader's own size only where the
// card says `scaling`, as LINE does, and that shrinks where it must fit.
export function typeSize(value, isScaled, fallback = "md") {
  const base = has(typeSizes, value) ? `${typeSizes[value]}px` : pixels.test(String(value ?? "")) ? value : fallback && `${typeSizes[fallback]}px`;
  if (!base) return null;
  return `calc(${base} * var(--shrink, 1)${isScaled ? " * var(--reader-scale, 1)" : ""})`;
}

export function imageWidth(value) {
  if (value === "full") return "100%";
  if (has(imageWidths, value)) return `${imageWidths[value]}px`;
  return length(value) ?? `${imageWidths.md}px`;
}

// ratio reads "w:h".
export function ratio(value, fallback = "1 / 1") {
  const match = /^(\d{1,6}(?:\.\d+)?):(\d{1,6}(?:\.\d+)?)$/.exec(String(value ?? ""));
  return match && Number(match[1]) > 0 && Number(match[2]) > 0 ? `${match[1]} / ${match[2]}` : fallback;
}

// gradient reads a linear gradient; LINE's 0deg runs upwards, as in CSS.
export function gradient(background) {
  if (background?.type !== "linearGradient") return null;
  const start = colour(background.startColor), end = colour(background.endColor), centre = colour(background.centerColor);
  const angle = /^\d{1,3}(\.\d+)?deg$/.test(String(background.angle ?? "")) ? background.angle : null;
  if (!start || !end || !angle) return null;
  const middle = centre ? `${centre} ${percent.test(String(background.centerPosition ?? "")) ? background.centerPosition : "50%"}, ` : "";
  return `linear-gradient(${angle}, ${start}, ${middle}${end})`;
}
