// The log of webhook deliveries, newest first, and the quota of free pushes.

import { el } from "./dom.js";
import { atSecond } from "./clock.js";
import { table } from "./table.js";

const rowsShown = 40;

export class Deliveries {
  constructor(world) {
    this.world = world;
    this.meter = el("meter", { min: "0", max: "1", value: "0", "aria-label": "โควตาที่ใช้ไป" });
    this.quotaWords = el("span", {});
    this.quota = el("div", { class: "quota", data: { role: "quota" } }, el("span", { text: "ข้อความส่งหา (push) เดือนนี้" }), this.meter, this.quotaWords);
    this.body = el("div", { class: "pane-body", tabindex: "0", role: "group", "aria-label": "บันทึกการส่ง webhook" });
    this.node = el("section", { class: "pane", "aria-label": "การส่งให้บอท", data: { role: "deliveries" } },
      el("header", { class: "pane-header" }, el("h3", { text: "การส่งให้บอท" }), el("small", { lang: "en", text: "webhook deliveries" })),
      this.quota, this.body);
    for (const type of ["snapshot", "delivery", "quota"]) world.addEventListener(type, () => this.drawSoon());
    this.draw();
  }

  // Many deliveries of one frame are drawn once.
  drawSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    const columns = [{ name: "เวลา" }, { name: "ผล" }, { name: "มิลลิวินาที", isNumber: true }, { name: "เหตุการณ์" }];
    const rows = this.world.deliveries.slice(-rowsShown).reverse().map((one) => [atSecond(momentOf(one.at)), statusOf(one), one.ms ?? "", eventsOf(one)]);
    this.body.replaceChildren(table("การส่ง webhook", columns, rows, "ยังไม่มีการส่ง"));
    this.drawQuota();
  }

  drawQuota() {
    const { limit, used } = this.world.quota ?? {};
    this.quota.hidden = !this.world.quota;
    if (!this.world.quota) return;
    const isLimited = Number(limit) > 0;
    this.meter.hidden = !isLimited;
    this.meter.max = isLimited ? limit : 1;
    this.meter.value = used ?? 0;
    this.quotaWords.textContent = isLimited ? `ใช้ ${used} จาก ${limit}` : `ใช้ ${used ?? 0} (ไม่จำกัด)`;
  }
}

function statusOf(delivery) {
  const status = Number(delivery.status) || 0;
  const isGood = status >= 200 && status < 300;
  return el("span", { class: isGood ? "status is-good" : "status is-bad", text: `${isGood ? "✓" : "✗"} ${status || delivery.reason || "ไม่มีคำตอบ"}` });
}

function eventsOf(delivery) {
  const events = Array.isArray(delivery.events) ? delivery.events.map((event) => event.type ?? event).join(", ") : `${delivery.events ?? 0}`;
  return delivery.redelivery ? `${events} (ส่งซ้ำ)` : events;
}

function momentOf(at) {
  const ms = typeof at === "number" ? at : Date.parse(at);
  return Number.isFinite(ms) ? ms : Date.now();
}
