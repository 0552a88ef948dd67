// The components of a Flex card: box, text with spans, button, image, icon,
// separator, filler. Each is one function from its JSON to a node.

import { el, paint, icon as glyph } from "./dom.js";
import { pressable } from "./actions.js";
import { localPicture, placeOf } from "./picture.js";
import { border, colour, gradient, imageWidth, length, offset, ratio, space, typeSize } from "./flexvalues.js";

// LINE names no limit for nesting; beyond this a card is broken or hostile.
const depthMax = 24;

const parts = { box, text, button, image, icon, separator, filler };

// part draws one component into its parent box. `place` is {phone, depth,
// parent, isFirst}; an unknown type draws nothing, as on an old LINE.
export function part(spec, place) {
  const draw = spec && Object.hasOwn(parts, spec.type) ? parts[spec.type] : null;
  if (!draw || place.depth > depthMax) return null;
  const node = draw(spec, place);
  settle(node, spec, place);
  if (spec.action && spec.type !== "button") pressable(node, spec.action, place.phone);
  return node;
}

// settle places a component in its parent: its share of the main axis, the
// space before it, and its offsets.
function settle(node, spec, { parent, isFirst }) {
  const isRow = parent.layout !== "vertical";
  const before = isFirst || spec.position === "absolute" ? null : space(spec.margin) ?? space(parent.spacing);
  paint(node, {
    flex: shareOf(spec, isRow),
    [isRow ? "margin-inline-start" : "margin-block-start"]: before,
    position: spec.position === "absolute" ? "absolute" : null,
    top: offset(spec.offsetTop), bottom: offset(spec.offsetBottom),
    "inset-inline-start": offset(spec.offsetStart), "inset-inline-end": offset(spec.offsetEnd),
  });
}

// In a row 1 is the default and shares the width from nothing; in a column 0
// is, and a share divides only what height is left over.
function shareOf(spec, isRow) {
  if (spec.type === "separator" || spec.type === "icon") return "none";
  const isSized = spec.type === "box" && length(isRow ? spec.width : spec.height) !== null;
  const usual = isSized ? 0 : spec.type === "filler" || isRow ? 1 : 0;
  const share = Number.isInteger(spec.flex) && spec.flex >= 0 ? spec.flex : usual;
  if (share === 0) return "none";
  return isRow ? `${share} 1 0` : `${share} 0 auto`;
}

// box draws a box and all within it.
export function box(spec, place) {
  const layout = ["horizontal", "vertical", "baseline"].includes(spec.layout) ? spec.layout : "vertical";
  const parent = { layout, spacing: spec.spacing };
  const contents = Array.isArray(spec.contents) ? spec.contents : [];
  const firstInFlow = contents.findIndex((child) => child?.position !== "absolute");
  const node = el("div", { class: `fx-box is-${layout}` },
    contents.map((child, at) => part(child, { ...place, depth: place.depth + 1, parent, isFirst: at <= firstInFlow })));
  paint(node, {
    "justify-content": spec.justifyContent in alignments ? spec.justifyContent : null,
    "align-items": layout !== "baseline" && spec.alignItems in alignments ? spec.alignItems : null,
    width: length(spec.width), "max-width": length(spec.maxWidth), height: length(spec.height), "max-height": length(spec.maxHeight),
    "background-color": colour(spec.backgroundColor), "background-image": gradient(spec.background),
    "border-radius": space(spec.cornerRadius),
  });
  paint(node, paddings(spec));
  frame(node, spec);
  // Drawn as a block (body, footer …) a box has no parent to take a press.
  if (spec.action && !place.parent) pressable(node, spec.action, place.phone);
  return node;
}

const alignments = { "flex-start": 1, center: 1, "flex-end": 1, "space-between": 1, "space-around": 1, "space-evenly": 1 };

function paddings(spec) {
  return {
    padding: space(spec.paddingAll),
    "padding-block-start": space(spec.paddingTop), "padding-block-end": space(spec.paddingBottom),
    "padding-inline-start": space(spec.paddingStart), "padding-inline-end": space(spec.paddingEnd),
  };
}

// A corner cuts off what lies in it; a border shows with a colour of its own
// or the separator's grey.
function frame(node, spec) {
  if (space(spec.cornerRadius) !== null) node.classList.add("is-cut");
  const width = border(spec.borderWidth);
  if (width !== null) paint(node, { border: `${width} solid ${colour(spec.borderColor) ?? "#d4d6da"}` });
}

function text(spec) {
  const isScaled = spec.scaling === true;
  const words = el("div", { class: "fx-words" });
  if (Array.isArray(spec.contents) && spec.contents.length > 0) words.append(...spec.contents.map((one) => span(one, isScaled)));
  else words.textContent = spec.text ?? "";
  const lines = Number.isInteger(spec.maxLines) && spec.maxLines > 0 ? spec.maxLines : 0;
  if (spec.wrap === true) words.classList.add("is-wrapped");
  if (spec.wrap === true && lines > 0) {
    words.classList.add("is-clamped");
    paint(words, { "-webkit-line-clamp": String(lines) });
  }
  const node = el("div", { class: "fx-text" }, words);
  paint(node, {
    ...typeStyle(spec), "font-size": typeSize(spec.size, isScaled),
    "text-align": { start: "start", center: "center", end: "end" }[spec.align],
    "align-content": { top: "start", center: "center", bottom: "end" }[spec.gravity],
    "--line-gap": length(spec.lineSpacing),
  });
  if (spec.adjustMode === "shrink-to-fit" && spec.wrap !== true) shrinkToFit(node, words);
  return node;
}

function span(spec, isScaled) {
  const node = el("span", { text: spec?.text ?? "" });
  paint(node, { ...typeStyle(spec ?? {}), "font-size": typeSize(spec?.size, isScaled, null) });
  return node;
}

function typeStyle(spec) {
  return {
    color: colour(spec.color),
    "font-weight": { bold: "700", regular: "400" }[spec.weight],
    "font-style": { italic: "italic", normal: "normal" }[spec.style],
    "text-decoration": { underline: "underline", "line-through": "line-through", none: "none" }[spec.decoration],
  };
}

function button(spec, { phone }) {
  const style = ["primary", "secondary"].includes(spec.style) ? spec.style : "link";
  const words = el("span", { class: "fx-label", text: spec.action?.label ?? "" });
  const node = el("button", { type: "button", class: `fx-button is-${style} is-${spec.height === "sm" ? "sm" : "md"}` }, words);
  paint(node, {
    "font-size": typeSize("md", spec.scaling === true),
    [style === "link" ? "color" : "background-color"]: colour(spec.color),
    "align-self": { center: "center", bottom: "flex-end" }[spec.gravity],
  });
  if (spec.adjustMode === "shrink-to-fit") shrinkToFit(node, words);
  return spec.action ? pressable(node, spec.action, phone) : node;
}

function image(spec) {
  const picture = pictureOf(spec.url, spec.aspectMode === "cover" ? "cover" : "contain");
  paint(picture, { width: imageWidth(spec.size), "aspect-ratio": ratio(spec.aspectRatio), "background-color": colour(spec.backgroundColor) });
  const node = el("div", { class: "fx-image" }, picture);
  paint(node, {
    "justify-content": { start: "flex-start", center: "center", end: "flex-end" }[spec.align],
    "align-items": { top: "flex-start", center: "center", bottom: "flex-end" }[spec.gravity],
  });
  return node;
}

function icon(spec) {
  const picture = pictureOf(spec.url, "contain");
  const node = el("div", { class: "fx-icon" }, picture);
  paint(node, { "font-size": typeSize(spec.size, spec.scaling === true), "aspect-ratio": ratio(spec.aspectRatio) });
  return node;
}

// pictureOf shows what the page may load; for a picture that lies elsewhere a
// quiet box says where.
function pictureOf(url, fit) {
  const local = localPicture(url);
  if (local) return el("div", { class: "fx-picture" }, el("img", { src: local, alt: "", style: { "object-fit": fit } }));
  return el("div", { class: "fx-picture is-absent", title: String(url ?? "") }, glyph("picture"), el("small", { text: placeOf(url) }));
}

function separator(spec, { parent }) {
  const node = el("div", { class: parent.layout === "vertical" ? "fx-line is-across" : "fx-line is-down", role: "separator" });
  paint(node, { "background-color": colour(spec.color) });
  return node;
}

function filler() {
  return el("div", { class: "fx-filler" });
}

// shrinkToFit makes words smaller until they fit the width they were given,
// down to a third, and again whenever that width changes.
function shrinkToFit(node, words) {
  new ResizeObserver(() => {
    let scale = 1;
    paint(node, { "--shrink": "1" });
    while (words.scrollWidth > words.clientWidth && scale > 0.34) {
      scale -= 0.06;
      paint(node, { "--shrink": scale.toFixed(2) });
    }
  }).observe(node);
}
