// Questions that a phone asks in a window of its own: a date, a place, new
// words for a message, a link about to open.

import { el } from "./dom.js";

// ask shows a dialog and promises the form's values by field name, or null
// when it was closed. Nothing is sent anywhere from here.
export function ask({ title, text, fields = [], ok = "ตกลง", cancel = "ปิด", body = null }) {
  return new Promise((resolve) => {
    const form = el("form", { method: "dialog", class: "dialog-form" },
      el("h3", { text: title }),
      text ? el("p", { class: "dialog-text", text }) : null,
      body,
      fields.map(fieldOf),
      el("div", { class: "dialog-buttons" },
        cancel ? el("button", { type: "button", class: "plain-button", text: cancel, data: { role: "dialog-cancel" }, on: { click: () => dialog.close() } }) : null,
        ok ? el("button", { type: "submit", class: "strong-button", text: ok, data: { role: "dialog-ok" } }) : null));
    const dialog = el("dialog", { class: "dialog", "aria-label": title, data: { role: "dialog" } }, form);
    let answer = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = Object.fromEntries(fields.map((field) => [field.name, form.elements[field.name].value]));
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function fieldOf({ name, label, type = "text", value = "", lines = 0, ...rest }) {
  const input = lines > 0
    ? el("textarea", { name, rows: String(lines), ...rest })
    : el("input", { name, type, ...rest });
  input.value = value;
  return el("label", { class: "dialog-field" }, el("span", { text: label }), input);
}

// inform shows something that needs no answer.
export const inform = (title, text, body = null) => ask({ title, text, body, ok: null });

// askLink says where a link leads before anything opens. Only web addresses
// can be opened from here; all others, javascript: among them, are text.
export function askLink(uri) {
  const address = webAddress(uri);
  const link = address
    ? el("a", { class: "strong-button", href: address, target: "_blank", rel: "noopener noreferrer", text: "เปิดในแท็บใหม่" })
    : el("p", { class: "dialog-hint", text: "ลิงก์แบบนี้เปิดได้เฉพาะบนโทรศัพท์จริง" });
  return inform("ปุ่มนี้เปิดลิงก์", "", el("div", {}, el("code", { class: "dialog-code", text: uri }), link));
}

function webAddress(uri) {
  try {
    const address = new URL(uri);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

const pickers = {
  date: { type: "date", label: "วันที่" },
  time: { type: "time", label: "เวลา" },
  datetime: { type: "datetime-local", label: "วันและเวลา" },
};

// askMoment is LINE's date and time picker; it promises postback params such
// as {"date":"2026-11-21"}, or null.
export async function askMoment(action) {
  const mode = pickers[action.mode] ? action.mode : "date";
  const picker = pickers[mode];
  const field = {
    name: "moment", type: picker.type, label: picker.label, required: true,
    value: typed(action.initial), min: typed(action.min) || null, max: typed(action.max) || null,
  };
  const answer = await ask({ title: action.label || "เลือกวันเวลา", fields: [field], ok: "เลือก", cancel: "ยกเลิก" });
  return answer?.moment ? { [mode]: answer.moment.slice(0, 16) } : null;
}

// LINE writes "2026-11-21t10:00" or with a capital T; the browser knows one.
const typed = (moment) => String(moment ?? "").replace("t", "T");

// askPlace promises a location message, or null.
export async function askPlace() {
  const answer = await ask({
    title: "ส่งตำแหน่งที่ตั้ง", ok: "ส่ง", cancel: "ยกเลิก",
    fields: [
      { name: "title", label: "ชื่อสถานที่", value: "ศาลากลางบ้าน", maxlength: "100" },
      { name: "address", label: "ที่อยู่", value: "หมู่ 4 ตำบลตัวอย่าง", maxlength: "100" },
      { name: "latitude", label: "ละติจูด", type: "number", value: "18.2888", step: "any", min: "-90", max: "90", required: true },
      { name: "longitude", label: "ลองจิจูด", type: "number", value: "99.4928", step: "any", min: "-180", max: "180", required: true },
    ],
  });
  if (!answer) return null;
  return { type: "location", title: answer.title, address: answer.address, latitude: Number(answer.latitude), longitude: Number(answer.longitude) };
}

// askWords promises the new words of an edited message, or null.
export async function askWords(title, words) {
  const answer = await ask({ title, ok: "บันทึก", cancel: "ยกเลิก", fields: [{ name: "words", label: "ข้อความ", value: words, lines: 4, maxlength: "5000", required: true }] });
  return answer?.words ?? null;
}
