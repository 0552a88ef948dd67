// The live books: what waits, the last entries, and whether debits equal
// credits, added up here once more.

import { el } from "./dom.js";
import { atMoment } from "./clock.js";
import { table } from "./table.js";
import { satangOf, bahtOf, shown, sum } from "./baht.js";
import * as control from "./control.js";

const settleMillis = 300;
const refreshMillis = 4000;
const rowsMax = 50;

export class Books {
  constructor(world) {
    this.world = world;
    this.waiting = pane("waiting", "รอรับเงิน", "waiting");
    this.entries = pane("entries", "รายการล่าสุด", "last entries");
    this.trialBalance = pane("trial-balance", "งบทดลอง", "trial balance");
    this.panes = el("div", { class: "books-panes" }, this.waiting.node, this.entries.node, this.trialBalance.node);
    this.asOf = el("span", { class: "pane-note", data: { role: "books-as-of" } });
    this.node = el("section", { class: "books", "aria-label": "สมุดบัญชี", data: { role: "books" } },
      el("header", { class: "books-header" }, el("h2", { text: "สมุดบัญชีจริงขณะนี้" }), el("small", { lang: "en", text: "live books" }), this.asOf),
      this.panes);
    this.world.addEventListener("snapshot", () => this.refreshSoon());
    for (const type of ["message", "unsent", "edited", "delivery"]) this.world.addEventListener(type, () => this.refreshSoon());
    setInterval(() => document.visibilityState === "visible" && this.refresh(), refreshMillis);
  }

  // refreshSoon waits for a burst of messages to settle, but not for ever:
  // during a load run the books are still read at every settling time.
  refreshSoon() {
    this.soon ??= setTimeout(() => {
      this.soon = null;
      this.refresh();
    }, settleMillis);
  }

  async refresh() {
    this.panes.hidden = !this.world.hasBooks;
    if (!this.world.hasBooks) return this.setNote("ยังไม่ได้ต่อกับสมุดบัญชี");
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      this.draw(await control.books());
    } catch (error) {
      this.setNote(`อ่านสมุดบัญชีไม่ได้: ${error.message}`);
    } finally {
      this.isAsking = false;
    }
  }

  setNote(text) {
    this.asOf.textContent = text;
  }

  // draw replaces a part only when it changed, so that a reader's place and
  // selection in a table survive the next refresh.
  draw(books) {
    this.setNote(books.asOf ? `ณ ${atMoment(books.asOf, this.world.now())}` : "");
    this.fill(this.waiting, books.waiting ?? [], books.waitingTotal, () => this.drawWaiting(books));
    this.fill(this.entries, books.entries ?? [], "", () => this.drawEntries(books.entries ?? []));
    this.fill(this.trialBalance, books.trialBalance ?? {}, "", () => this.drawTrialBalance(books.trialBalance ?? {}));
  }

  fill(part, ...rest) {
    const draw = rest.pop();
    const seen = JSON.stringify(rest);
    if (part.seen === seen) return;
    part.seen = seen;
    draw();
  }

  drawWaiting(books) {
    const rows = (books.waiting ?? []).slice(0, rowsMax).map((one) => [one.number, one.member, one.village, shown(one.amount), atMoment(one.since, this.world.now())]);
    const columns = [{ name: "เลขที่", isWhole: true }, { name: "สมาชิก" }, { name: "หมู่บ้าน" }, { name: "บาท", isNumber: true }, { name: "ตั้งแต่" }];
    this.waiting.verdict.textContent = `${isAll(books) ? "" : "แสดง "}${rows.length} รายการ รวม${isAll(books) ? "" : "ทั้งหมด"} ${shown(books.waitingTotal ?? "0.00")} บาท`;
    this.waiting.body.replaceChildren(table("รายการที่รอรับเงิน", columns, rows, "ไม่มีรายการรอ"));
  }

  drawEntries(entries) {
    const columns = [{ name: "เวลา" }, { name: "สมาชิก" }, { name: "ประเภท", isWhole: true }, { name: "บาท", isNumber: true }, { name: "สถานะ" }, { name: "ใบรับเงิน", isWhole: true }];
    const rows = entries.slice(0, rowsMax).map((one) => [atMoment(one.at, this.world.now()), one.member, kinds[one.kind] ?? one.kind, amountOf(one), stateOf(one.state), one.receipt]);
    this.entries.verdict.textContent = "";
    this.entries.body.replaceChildren(table("รายการล่าสุด", columns, rows, "ยังไม่มีรายการ"));
  }

  drawTrialBalance(balance) {
    const accounts = balance.accounts ?? [];
    const columns = [{ name: "รหัส", isWhole: true }, { name: "บัญชี" }, { name: "เดบิต", isNumber: true }, { name: "เครดิต", isNumber: true }];
    const rows = accounts.map((account) => [account.code, account.name, blankZero(account.debit), blankZero(account.credit)]);
    if (accounts.length > 0) rows.push(["", el("strong", { text: "รวม" }), el("strong", { text: shown(balance.debit) }), el("strong", { text: shown(balance.credit) })]);
    const verdict = verdictOf(balance);
    this.trialBalance.node.dataset.balanced = String(verdict.isBalanced);
    this.trialBalance.verdict.textContent = verdict.words;
    this.trialBalance.verdict.className = `verdict ${verdict.isBalanced ? "is-good" : "is-bad"}`;
    this.trialBalance.body.replaceChildren(table("งบทดลอง", columns, rows, "ยังไม่มีบัญชี"));
  }
}

function pane(role, title, english) {
  const verdict = el("span", { class: "verdict" });
  const body = el("div", { class: "pane-body", tabindex: "0", role: "group", "aria-label": title });
  const node = el("section", { class: "pane", "aria-label": title, data: { role } },
    el("header", { class: "pane-header" }, el("h3", { text: title }), el("small", { lang: "en", text: english }), verdict), body);
  return { node, body, verdict };
}

// verdictOf checks both that the totals are equal and that they are the sums
// of their columns: a total that is merely copied would prove nothing.
function verdictOf(balance) {
  const debit = satangOf(balance.debit ?? "0"), credit = satangOf(balance.credit ?? "0");
  const accounts = balance.accounts ?? [];
  if (debit === null || credit === null) return { isBalanced: false, words: "✗ อ่านยอดรวมไม่ได้" };
  if (debit !== credit) return { isBalanced: false, words: `✗ ไม่ดุล ต่างกัน ${bahtOf(debit > credit ? debit - credit : credit - debit)} บาท` };
  if (sum(accounts.map((account) => account.debit)) !== debit || sum(accounts.map((account) => account.credit)) !== credit) {
    return { isBalanced: false, words: "✗ ผลบวกแต่ละบัญชีไม่ตรงยอดรวม" };
  }
  return { isBalanced: true, words: `✓ ดุล เดบิต = เครดิต = ${bahtOf(debit)}` };
}

const kinds = {
  contribution: "เงินสมทบ", deposit: "เงินฝาก", withdrawal: "ถอนเงิน", opening: "ยอดยกมา",
  banking: "ฝากธนาคาร", welfare: "จ่ายสวัสดิการ", loan: "เงินกู้", other: "อื่น ๆ",
};

const states = { pending: ["◔", "รอรับเงิน"], posted: ["✓", "ลงบัญชีแล้ว"], voided: ["✗", "ยกเลิก"], reversed: ["↺", "กลับรายการ"] };

function stateOf(state) {
  const [mark, words] = states[state] ?? ["", state];
  return el("span", { class: `state is-${Object.hasOwn(states, state) ? state : "other"}`, text: `${mark} ${words ?? ""}`.trim() });
}

// isAll tells whether the rows shown are all that waits: the books may send
// fewer rows than the total covers.
function isAll({ waiting = [], waitingTotal = "0.00" }) {
  return waiting.length <= rowsMax && sum(waiting.map((one) => one.amount)) === satangOf(waitingTotal);
}

function amountOf(entry) {
  const isUndone = entry.state === "voided" || entry.state === "reversed";
  return el(isUndone ? "s" : "span", { text: shown(entry.amount) });
}

const blankZero = (text) => (satangOf(text) === 0n ? "" : shown(text));
