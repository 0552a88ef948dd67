// One message of a chat: its bubble by type, its time and marks.

import { el, icon, iconButton } from "./dom.js";
import { atClock } from "./clock.js";
import { renderFlex } from "./flex.js";
import { renderTemplate } from "./template.js";
import { namesOf } from "./words.js";
import { openMessageMenu } from "./menus.js";
import { localPicture, placeOf } from "./picture.js";

// renderMessage makes the row of one message as this phone's writer sees it.
export function renderMessage(message, phone) {
  const isBot = message.from === "bot";
  const isMine = message.from === phone.writer();
  const row = el("li", {
    class: `row ${isMine ? "is-mine" : "is-theirs"}`,
    data: { message: message.id, from: isBot ? "bot" : "user", author: message.from, via: message.via ?? "" },
  });
  if (message.unsent) {
    row.dataset.unsent = "true";
    row.className = "row is-note";
    row.append(el("span", { class: "note", text: `${isMine ? "คุณ" : phone.nameOf(message.from)}ยกเลิกข้อความแล้ว` }));
    return row;
  }
  const content = message.message ?? {};
  const body = el("div", { class: `content is-${knownTypes[content.type] ? content.type : "unknown"}` }, bodyOf(content, phone));
  const line = el("div", { class: "line" }, body, marks(message, isMine), menuButton(message, phone));
  const stack = el("div", { class: "stack" }, isMine ? null : el("div", { class: "author", text: phone.nameOf(message.from) }), line);
  row.append(...(isMine ? [stack] : [avatar(phone.nameOf(message.from), isBot), stack]));
  row.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    openMessageMenu(phone, message, event.target.closest(".line") ?? row);
  });
  return row;
}

function avatar(name, isBot) {
  return el("div", { class: `avatar${isBot ? " is-bot" : ""}`, "aria-hidden": "true", text: initial(name) });
}

// initial skips a leading vowel sign (เ แ โ ใ ไ): alone it names nobody.
function initial(name) {
  const letters = [...String(name)];
  return letters.find((letter) => /[\p{L}\p{N}]/u.test(letter) && !/[เ-ไ]/.test(letter)) ?? "?";
}

function marks(message, isMine) {
  const words = [];
  if (message.edited) words.push(el("span", { class: "mark", data: { role: "edited" }, text: "แก้ไขแล้ว" }));
  if (isMine && message.read) words.push(el("span", { class: "mark", data: { role: "read" }, text: "อ่านแล้ว" }));
  if (["push", "multicast", "broadcast"].includes(message.via)) {
    words.push(el("span", { class: "mark is-via", title: "ส่งหาโดยไม่ได้ตอบ นับโควตา", text: message.via }));
  }
  if (message.silent) words.push(el("span", { class: "mark", text: "ไม่มีเสียง" }));
  words.push(el("time", { datetime: new Date(message.at).toISOString(), text: atClock(message.at) }));
  return el("div", { class: "marks" }, words);
}

// menuButton is reached by the list's arrow keys, not by Tab: a long chat must
// not stand between a keyboard and the text field.
function menuButton(message, phone) {
  const button = iconButton("more", "ตัวเลือกของข้อความนี้", { class: "icon-button message-menu", "data-role": "message-menu", "aria-haspopup": "menu", tabindex: "-1" });
  button.addEventListener("click", () => openMessageMenu(phone, message, button));
  return button;
}

const knownTypes = {
  text: (content) => textOf(content.text ?? "", content.emojis),
  textV2: (content, phone) => textOf(filled(content, phone)),
  sticker: stickerOf,
  image: imageOf,
  video: (content) => placeholder("film", "วิดีโอ", secondsOf(content.duration)),
  audio: (content) => placeholder("mic", "ข้อความเสียง", secondsOf(content.duration)),
  file: (content) => placeholder("file", content.fileName || "ไฟล์", content.fileSize ? `${content.fileSize} ไบต์` : ""),
  location: (content) => placeholder("pin", content.title || "ตำแหน่งที่ตั้ง", `${content.address ? `${content.address} · ` : ""}${content.latitude}, ${content.longitude}`),
  flex: (content, phone) => renderFlex(content, phone),
  template: (content, phone) => renderTemplate(content, phone),
  imagemap: (content) => placeholder("picture", content.altText || "ภาพแบบกดได้", placeOf(content.baseUrl)),
};

function bodyOf(content, phone) {
  const render = knownTypes[content.type];
  if (render) return render(content, phone);
  return placeholder("file", namesOf[content.type] ?? "ข้อความชนิดที่ยังไม่รองรับ", String(content.type ?? ""));
}

// LINE's own emojis come as "$" with an index in UTF-16 units, the unit of
// JavaScript strings too; we have no drawings, so a small sign stands there.
function textOf(text, emojis = []) {
  let shown = text;
  for (const emoji of emojis ?? []) {
    if (shown[emoji.index] === "$") shown = `${shown.slice(0, emoji.index)}☺${shown.slice(emoji.index + 1)}`;
  }
  return el("p", { class: "bubble", text: shown });
}

function filled(content, phone) {
  return String(content.text ?? "").replace(/\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g, (found, key) => {
    if (found === "{{") return "{";
    if (found === "}}") return "}";
    const part = content.substitution?.[key];
    if (part?.type === "mention") return part.mentionee?.type === "all" ? "@ทุกคน" : `@${phone.nameOf(part.mentionee?.userId)}`;
    return part?.type === "emoji" ? "☺" : found;
  });
}

function stickerOf(content) {
  const word = content.keywords?.[0] || content.text || "สติกเกอร์";
  return el("div", { class: "sticker", role: "img", "aria-label": `สติกเกอร์ ${word}` },
    icon("smile"), el("strong", { text: word }), el("small", { text: `${content.packageId ?? "?"}/${content.stickerId ?? "?"}` }));
}

function imageOf(content) {
  const source = localPicture(content.previewData ?? content.data ?? content.previewImageUrl ?? content.originalContentUrl);
  if (source) return el("img", { class: "photo", src: source, alt: "รูปภาพที่ส่ง" });
  return placeholder("picture", "รูปภาพ", placeOf(content.originalContentUrl));
}

const secondsOf = (millis) => (millis ? `${Math.round(millis / 1000)} วินาที` : "");

function placeholder(name, title, detail) {
  return el("div", { class: "placeholder" }, icon(name),
    el("div", {}, el("strong", { text: title }), detail ? el("small", { text: detail }) : null));
}
