// Switches that make LINE misbehave. Each change is sent whole, and what the
// simulator says back is what the switches show.

import { el } from "./dom.js";
import * as control from "./control.js";

// Grouped by what suffers: the events to the bot, or the bot's own calls.
const groups = [
  { title: "เหตุการณ์ที่ส่งให้บอท", english: "webhook", switches: [
    { name: "duplicate", kind: "check", label: "ส่งซ้ำสองครั้ง", english: "deliver twice" },
    { name: "reorder", kind: "check", label: "สลับลำดับ", english: "reorder" },
    { name: "webhookOff", kind: "check", label: "ไม่ส่งเลย", english: "webhook off" },
    { name: "redeliverAfterMs", kind: "number", label: "ส่งซ้ำทีหลัง (มิลลิวินาที)", english: "redeliver late", max: 120000 },
  ] },
  { title: "คำขอของบอท", english: "Messaging API", switches: [
    { name: "apiStatus", kind: "choice", label: "ตอบด้วยความผิดพลาด", english: "status", choices: [["0", "ไม่มี"], ["429", "429 ถี่เกินไป"], ["500", "500 ระบบล่ม"]] },
    { name: "apiMonthlyLimit", kind: "check", label: "โควตาเดือนนี้หมด", english: "monthly limit" },
    { name: "apiCount", kind: "number", label: "ผิดพลาดกี่ครั้ง (0 = จนปิด)", english: "count", max: 100000 },
    { name: "apiDelayMs", kind: "number", label: "ตอบช้า (มิลลิวินาที)", english: "delay", max: 120000 },
    { name: "timeoutBeforeAccept", kind: "check", label: "ไม่รับและไม่ตอบ", english: "time out before accepting" },
    { name: "timeoutAfterAccept", kind: "check", label: "รับแล้วแต่ไม่ตอบ", english: "time out after accepting" },
  ] },
];
const switches = groups.flatMap((group) => group.switches);

export class Faults {
  constructor(world) {
    this.world = world;
    this.inputs = new Map(switches.map((one) => [one.name, inputOf(one)]));
    this.note = el("span", { class: "verdict", role: "status", data: { role: "faults-note" } });
    const reset = el("button", { type: "button", class: "plain-button", text: "ปิดทั้งหมด", data: { role: "faults-reset" }, on: { click: () => this.reset() } });
    this.node = el("section", { class: "pane", "aria-label": "ทำให้ขัดข้อง", data: { role: "faults" } },
      el("header", { class: "pane-header" }, el("h3", { text: "ทำให้ขัดข้อง" }), el("small", { lang: "en", text: "faults" }), this.note),
      el("div", { class: "pane-body faults-body" }, groups.map((group) => this.group(group)), reset));
    for (const input of this.inputs.values()) input.addEventListener("change", () => this.send());
    for (const type of ["snapshot", "faults"]) world.addEventListener(type, () => this.draw());
  }

  group({ title, english, switches: members }) {
    return el("fieldset", {}, el("legend", {}, el("span", { text: `${title} ` }), el("small", { lang: "en", text: english })),
      members.map((one) => el("label", { class: `fault is-${one.kind}` }, this.inputs.get(one.name),
        el("span", { text: one.label }), el("small", { lang: "en", text: one.english }))));
  }

  draw() {
    for (const one of switches) setValue(this.inputs.get(one.name), one, this.world.faults[one.name]);
    const active = switches.filter((one) => one.name !== "apiCount" && Boolean(this.world.faults[one.name])).length;
    this.note.textContent = active > 0 ? `เปิดอยู่ ${active} อย่าง` : "ปกติ";
    this.note.className = `verdict ${active > 0 ? "is-bad" : "is-good"}`;
  }

  reset() {
    for (const one of switches) setValue(this.inputs.get(one.name), one, 0);
    return this.send();
  }

  async send() {
    const faults = Object.fromEntries(switches.map((one) => [one.name, valueOf(this.inputs.get(one.name), one)]));
    try {
      await control.setFaults(faults);
      this.world.take({ type: "faults", faults });
    } catch (error) {
      this.draw();
      this.note.textContent = `ตั้งไม่สำเร็จ: ${error.message}`;
    }
  }
}

function inputOf(one) {
  const data = { fault: one.name };
  if (one.kind === "check") return el("input", { type: "checkbox", data });
  if (one.kind === "number") return el("input", { type: "number", min: "0", max: String(one.max), step: "1", value: "0", data });
  return el("select", { data }, one.choices.map(([value, text]) => el("option", { value, text })));
}

function setValue(input, one, value) {
  if (one.kind === "check") input.checked = Boolean(value);
  else input.value = String(value ?? 0);
}

function valueOf(input, one) {
  if (one.kind === "check") return input.checked;
  const value = Math.trunc(Number(input.value));
  return Number.isFinite(value) && value > 0 ? Math.min(value, one.max ?? value) : 0;
}
