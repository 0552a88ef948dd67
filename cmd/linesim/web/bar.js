// The bar at the top: is the simulator there, which phones are shown, how wide
// they are, and how large their reader has set the type.

import { el } from "./dom.js";

const widths = [["320", "จอเล็ก 320"], ["375", "จอปกติ 375"], ["430", "จอใหญ่ 430"]];
const typeScales = [["1", "ตัวอักษรปกติ"], ["1.3", "ตัวอักษรใหญ่"]];

export class Bar {
  constructor(node, shelf) {
    this.shelf = shelf;
    this.hidden = new Set();
    this.known = new Set();
    this.connection = el("span", { class: "connection", role: "status", data: { role: "connection" }, text: "กำลังต่อ…" });
    this.chips = el("div", { class: "chips", role: "group", "aria-label": "โทรศัพท์ที่แสดง" });
    node.append(
      el("div", { class: "bar-title" }, el("h1", { text: "LINE จำลอง" }), el("small", { lang: "en", text: "simulated LINE" })),
      this.connection, this.chips,
      select("phone-width", "ความกว้างจอ", widths, "375", (value) => this.setWidth(value)),
      select("font-size", "ขนาดตัวอักษร", typeScales, "1", (value) => this.setTypeScale(value)));
    this.setWidth("375");
    new ResizeObserver(() => this.fit()).observe(shelf);
  }

  setConnected(isConnected) {
    this.connection.textContent = isConnected ? "ต่ออยู่" : "ขาดการต่อ กำลังต่อใหม่…";
    this.connection.classList.toggle("is-on", isConnected);
  }

  setWidth(width) {
    this.width = Number(width);
    this.shelf.style.setProperty("--phone-width", `${width}px`);
    this.fit();
  }

  setTypeScale(scale) {
    this.shelf.style.setProperty("--reader-scale", scale);
  }

  // fit shrinks a phone's screen, as if held further away, until it is as wide
  // as its column: cards then break their lines where a real phone would.
  fit() {
    const column = this.shelf.querySelector(".phone:not([hidden])")?.clientWidth ?? 0;
    if (column > 0) this.shelf.style.setProperty("--zoom", (column / this.width).toFixed(4));
  }

  // setPhones shows every phone but those that lie aside, and leaves what was
  // chosen before as it is.
  setPhones(specs) {
    for (const spec of specs) {
      if (spec.isAside && !this.known.has(spec.chatId)) this.hidden.add(spec.chatId);
      this.known.add(spec.chatId);
    }
    this.chips.replaceChildren(...specs.map((spec) => {
      const chip = el("button", { type: "button", class: "chip", text: spec.title, "aria-pressed": String(!this.hidden.has(spec.chatId)), data: { showPhone: spec.chatId } });
      chip.addEventListener("click", () => this.toggle(spec.chatId, chip));
      return chip;
    }));
    this.apply();
  }

  toggle(chatId, chip) {
    if (!this.hidden.delete(chatId)) this.hidden.add(chatId);
    chip.setAttribute("aria-pressed", String(!this.hidden.has(chatId)));
    this.apply();
  }

  apply() {
    for (const phone of this.shelf.querySelectorAll(".phone")) phone.hidden = this.hidden.has(phone.dataset.phone);
    this.fit();
  }
}

function select(role, label, choices, chosen, onChange) {
  const node = el("select", { data: { role }, on: { change: (event) => onChange(event.target.value) } },
    choices.map(([value, text]) => el("option", { value, text, selected: value === chosen })));
  return el("label", { class: "bar-field" }, el("span", { class: "for-readers", text: label }), node);
}
