// One phone with one chat open: a member's, an officer's, or a group's, where
// a selector says who is writing.

import { el, icon, iconButton } from "./dom.js";
import { dayName, sameDay } from "./clock.js";
import { renderMessage } from "./message.js";
import { QuickReplies } from "./quick.js";
import { RichMenu } from "./richmenu.js";
import { Composer } from "./compose.js";
import { openPhoneMenu } from "./menus.js";

const togetherMillis = 60000;
const sayingMillis = 5000;
const rowsMax = 300;

export class Phone {
  // spec is {chatId, title, label, isGroup}.
  constructor(world, spec) {
    Object.assign(this, spec);
    this.world = world;
    this.menu = new RichMenu(this);
    this.quick = new QuickReplies(this);
    this.composer = new Composer(this);
    this.list = el("ol", { class: "messages", role: "log", "aria-live": "polite", "aria-label": `ข้อความกับ ${this.title}`, tabindex: "0", data: { role: "messages" } });
    this.newer = el("button", { type: "button", class: "newer", text: "ข้อความใหม่", hidden: true, data: { role: "newer" }, on: { click: () => this.toEnd() } }, icon("down"));
    this.list.addEventListener("scroll", () => { if (this.isAtEnd()) this.newer.hidden = true; });
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.dots = el("div", { class: "loading", role: "status", "aria-label": "กำลังพิมพ์", hidden: true, data: { role: "loading" } }, el("i"), el("i"), el("i"));
    this.saying = el("p", { class: "saying", role: "status", hidden: true, data: { role: "saying" } });
    this.screen = el("div", { class: "screen" }, this.header(), this.list, this.newer, this.dots, this.saying, this.quick.node, this.composer.node, this.menu.node);
    this.node = el("article", { class: "phone", "aria-label": `โทรศัพท์ของ ${this.title}`, data: { phone: this.chatId } }, this.screen);
    this.redraw();
  }

  get chat() {
    return this.world.chats.get(this.chatId) ?? { messages: [], members: [], loadingUntil: 0 };
  }

  writer() {
    return this.isGroup ? this.writerSelect.value : this.chatId;
  }

  nameOf(author) {
    return author === "bot" ? this.world.bot.displayName : this.world.nameOf(author);
  }

  header() {
    const options = iconButton("more", "ตัวเลือกของโทรศัพท์นี้", { "data-role": "phone-menu", "aria-haspopup": "menu" });
    options.addEventListener("click", () => openPhoneMenu(this, options));
    this.standing = el("span", { class: "standing", hidden: true, data: { role: "standing" } });
    return el("header", { class: "phone-header" },
      el("div", { class: "phone-names" },
        el("strong", { class: "phone-title", text: this.title }),
        el("span", { class: "phone-label", text: this.label ?? "" })),
      this.standing, this.isGroup ? this.writerField() : null, options);
  }

  writerField() {
    this.writerSelect = el("select", { data: { role: "writer" }, on: { change: () => this.redraw() } });
    this.setMembers();
    return el("label", { class: "writer" }, el("span", { text: "ผู้พิมพ์" }), this.writerSelect);
  }

  // setMembers offers the group's members as writers and keeps the chosen one.
  setMembers() {
    if (!this.isGroup) return;
    const chosen = this.writerSelect.value;
    this.writerSelect.replaceChildren(...this.chat.members.map((member) => el("option", { value: member, text: this.world.nameOf(member), selected: member === chosen })));
  }

  // renew takes up a new snapshot; a chat that stayed the same is left alone,
  // with its reader's place in it.
  renew() {
    this.setMembers();
    if (this.seen !== this.signature()) return this.redraw();
    this.menu.set(this.chat.richMenu ?? null);
    this.setLoading();
    this.setStanding();
  }

  signature() {
    return this.chat.messages.map((message) => `${message.id}${message.unsent ? "u" : ""}${message.edited ? message.message?.text : ""}`).join(" ");
  }

  // redraw starts the chat over from the world, as after a snapshot.
  redraw() {
    this.list.replaceChildren();
    this.lastDrawn = null;
    for (const message of this.chat.messages) this.add(message);
    this.quick.show(this.chat.messages);
    this.menu.set(this.chat.richMenu ?? null);
    this.setLoading();
    this.setStanding();
    this.toEnd();
    this.seen = this.signature();
  }

  // receive draws a message that just came.
  receive(message) {
    const isAtEnd = this.isAtEnd();
    this.add(message);
    this.seen = this.signature();
    this.quick.show(this.chat.messages);
    this.setLoading();
    if (isAtEnd || message.from === this.writer()) this.toEnd();
    else this.newer.hidden = false;
  }

  // walk goes through the messages by arrow keys: Enter on the list takes the
  // last one, and there Enter opens its menu and Escape comes back.
  walk(event) {
    const menus = [...this.list.querySelectorAll(".message-menu")];
    const at = menus.indexOf(document.activeElement);
    const to = document.activeElement === this.list
      ? { Enter: menus.at(-1) }[event.key]
      : at >= 0 && { ArrowUp: menus[at - 1], ArrowDown: menus[at + 1], Escape: this.list }[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
  }

  add(message) {
    const last = this.lastDrawn;
    if (!last || !sameDay(last.at, message.at)) {
      this.list.append(el("li", { class: "row is-note" }, el("span", { class: "note", text: dayName(message.at) })));
    }
    const row = renderMessage(message, this);
    row.classList.toggle("is-together", Boolean(last) && last.from === message.from && !last.unsent && message.at - last.at < togetherMillis);
    this.list.append(row);
    while (this.list.children.length > rowsMax) this.list.firstElementChild.remove();
    this.lastDrawn = message;
  }

  // change draws a message anew in its place: unsent, edited, read.
  change(messageId) {
    this.seen = this.signature();
    const message = this.chat.messages.find((kept) => kept.id === messageId);
    const row = [...this.list.children].find((node) => node.dataset.message === messageId);
    if (!message || !row) return;
    const fresh = renderMessage(message, this);
    fresh.classList.toggle("is-together", row.classList.contains("is-together"));
    row.replaceWith(fresh);
  }

  markRead() {
    for (const message of this.chat.messages) {
      if (message.from === this.writer() && !message.unsent) this.change(message.id);
    }
  }

  setLoading() {
    clearTimeout(this.loadingTimer);
    const remaining = (this.chat.loadingUntil || 0) - this.world.now();
    this.dots.hidden = remaining <= 0;
    if (remaining > 0) this.loadingTimer = setTimeout(() => { this.dots.hidden = true; }, remaining);
    if (remaining > 0) this.toEnd();
  }

  // setStanding shows what stands between this chat and the bot, if anything.
  setStanding() {
    const { blocked, friend } = this.world.phones.get(this.chatId) ?? {};
    const words = this.isGroup
      ? this.chat.botIn === false && "ไม่มีบอทในกลุ่ม"
      : blocked ? "บล็อกอยู่" : friend === false && "ยังไม่เป็นเพื่อน";
    this.standing.textContent = words || "";
    this.standing.hidden = !words;
    this.composer.setBlocked(Boolean(blocked));
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.newer.hidden = true;
  }

  // say shows a short word at the foot of the phone, for a while.
  say(text) {
    clearTimeout(this.sayingTimer);
    this.saying.textContent = text;
    this.saying.hidden = false;
    this.sayingTimer = setTimeout(() => { this.saying.hidden = true; }, sayingMillis);
  }

  focus() {
    this.composer.input.focus();
  }

  type(words) {
    this.composer.set(words);
    this.menu.show(false);
    this.focus();
  }

  showMenu(open) {
    this.menu.show(open);
  }

  // attempt does what a person asked and says why when it is refused.
  async attempt(act) {
    try {
      await act();
    } catch (error) {
      this.say(`ทำไม่สำเร็จ: ${error.message}`);
    }
  }
}
