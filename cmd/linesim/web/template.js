// Template messages: buttons, confirm, carousel, image carousel.

import { el, icon } from "./dom.js";
import { pressable } from "./actions.js";
import { localPicture, placeOf } from "./picture.js";

// renderTemplate draws one template message; an unknown kind shows its alt text.
export function renderTemplate(message, phone) {
  const template = message.template ?? {};
  const draw = kinds[template.type];
  if (!draw) return el("p", { class: "bubble", text: message.altText ?? "" });
  return el("div", { class: "template", role: "group", "aria-label": message.altText ?? "" }, draw(template, phone));
}

const kinds = {
  buttons: (template, phone) => card({ ...template, isImaged: Boolean(template.thumbnailImageUrl) }, phone),
  confirm: (template, phone) => card({ ...template, isPaired: true }, phone),
  carousel: (template, phone) => strip((template.columns ?? []).map((column) => card({ ...column, isImaged: Boolean(column.thumbnailImageUrl) }, phone))),
  image_carousel: (template, phone) => strip((template.columns ?? []).map((column) => imageColumn(column, phone))),
};

function card(column, phone) {
  const words = el("div", { class: "template-words" },
    column.title ? el("strong", { text: column.title }) : null, el("p", { text: column.text ?? "" }));
  if (column.defaultAction) pressable(words, column.defaultAction, phone);
  return el("div", { class: "template-card" },
    column.isImaged ? picture(column.thumbnailImageUrl) : null, words,
    el("div", { class: column.isPaired ? "template-pair" : "template-buttons" }, (column.actions ?? []).map((action) => button(action, phone))));
}

function imageColumn(column, phone) {
  const action = column.action ?? {};
  return el("div", { class: "template-card is-image" }, picture(column.imageUrl), button(action, phone));
}

const button = (action, phone) =>
  pressable(el("button", { type: "button", class: "template-button", text: action.label ?? "" }), action, phone);

const strip = (cards) => el("div", { class: "strip", tabindex: "0", role: "group", "aria-label": "เลื่อนดูการ์ด" }, cards);

// picture shows what the page may load, otherwise a box that says where it lies.
export function picture(source) {
  const local = localPicture(source);
  if (local) return el("img", { class: "template-picture", src: local, alt: "" });
  return el("div", { class: "absent-picture" }, icon("picture"), el("small", { text: placeOf(source) }));
}
