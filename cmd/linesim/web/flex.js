// Flex messages: bubbles, carousels and their blocks. What lies in a block is
// drawn by flexparts.js.

import { el, paint, icon } from "./dom.js";
import { pressable } from "./actions.js";
import { bubbleWidths, colour, ratio } from "./flexvalues.js";
import { part, box } from "./flexparts.js";

const bubblesMax = 12;
const blocks = ["header", "hero", "body", "footer"];

// renderFlex draws a flex message; what is no bubble or carousel shows its alt
// text, as an old LINE would.
export function renderFlex(message, phone) {
  const contents = message.contents ?? {};
  const draw = { bubble, carousel }[contents.type];
  const card = draw ? draw(contents, phone) : el("p", { class: "bubble", text: message.altText ?? "" });
  return el("div", { class: "fx", role: "group", "aria-label": message.altText ?? "" }, card);
}

function carousel(contents, phone) {
  const bubbles = listOf(contents.contents).slice(0, bubblesMax).map((one) => bubble(one, phone));
  return el("div", { class: "fx-carousel", tabindex: "0", role: "group", "aria-label": `การ์ด ${bubbles.length} ใบ เลื่อนดูได้` }, bubbles);
}

function bubble(spec, phone) {
  const size = Object.hasOwn(bubbleWidths, spec.size) ? spec.size : "mega";
  const node = el("div", { class: `fx-bubble is-${size}`, dir: spec.direction === "rtl" ? "rtl" : "ltr", style: { "--bubble-width": `${bubbleWidths[size]}px` } },
    blocks.filter((name) => spec[name]).map((name) => block(name, spec[name], spec.styles?.[name] ?? {}, phone)));
  return spec.action ? pressable(node, spec.action, phone) : node;
}

function block(name, content, style, phone) {
  const inner = content.type === "box" ? box(content, { phone, depth: 0 })
    : content.type === "video" ? video(content, phone)
    : part(content, { phone, depth: 0, parent: { layout: "vertical" }, isFirst: true });
  const node = el("div", { class: `fx-${name}` }, inner);
  paint(node, { "background-color": colour(style.backgroundColor) });
  if (style.separator) {
    node.classList.add("has-separator");
    paint(node, { "--separator": colour(style.separatorColor) });
  }
  return node;
}

// A film is not fetched: its frame shows where it would play, over the card
// that stands in for it on an old LINE.
function video(spec, phone) {
  const stand = spec.altContent ? part(spec.altContent, { phone, depth: 0, parent: { layout: "vertical" }, isFirst: true }) : null;
  const node = el("div", { class: "fx-video", role: "img", "aria-label": "วิดีโอ", style: { "aspect-ratio": ratio(spec.aspectRatio) } }, stand, el("span", { class: "fx-play" }, icon("play")));
  return spec.action ? el("div", {}, node, pressable(el("button", { type: "button", class: "fx-button is-link is-sm", text: spec.action.label ?? "" }), spec.action, phone)) : node;
}

const listOf = (value) => (Array.isArray(value) ? value : []);
