// The lower edge of a phone: the text field with its buttons, and what a
// message being answered says above it.

import { el, iconButton } from "./dom.js";
import { openPopup } from "./popup.js";
import { attachments } from "./attachments.js";
import * as control from "./control.js";

// What a LINE app lets a person type.
const lettersMax = 10000;

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.quoted = null;
    this.input = el("textarea", { class: "compose-input", rows: "1", maxlength: String(lettersMax), placeholder: "พิมพ์ข้อความ", "aria-label": `พิมพ์ข้อความถึง ${phone.title}`, data: { role: "input" } });
    this.sendButton = iconButton("send", "ส่ง", { class: "icon-button is-send", "data-role": "send" });
    this.plus = iconButton("plus", "ส่งอย่างอื่น", { "data-role": "attach", "aria-haspopup": "menu" });
    this.quote = el("div", { class: "quote", hidden: true, data: { role: "quote" } });
    this.node = el("div", { class: "compose" }, this.quote,
      el("div", { class: "compose-line" }, phone.menu.toggle, this.plus, this.input, this.sendButton));
    this.sendButton.addEventListener("click", () => this.send());
    this.plus.addEventListener("click", () => this.attach());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("beforeinput", (event) => this.breakLine(event));
    this.input.addEventListener("input", () => this.typed());
  }

  // key: Enter sends, Shift+Enter is a new line, and Enter that only accepts a
  // word from the input method does neither.
  key(event) {
    this.isShifted = event.shiftKey;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  // breakLine stops a line break that Enter alone would leave behind: some
  // keyboards, and the drivers of browser tests, send one after the key itself.
  breakLine(event) {
    if (event.inputType === "insertLineBreak" && !this.isShifted) event.preventDefault();
  }

  typed() {
    this.grow();
    if (this.input.value !== "") this.phone.showMenu(false);
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  // send empties the field at once, so that a second Enter sends nothing, and
  // gives the words back when the simulator refuses them.
  async send() {
    const typed = this.input.value;
    if (typed.trim() === "") return;
    const { text, isMention } = this.withoutMention(typed);
    const more = { ...(isMention && { mentionBot: true }), ...(this.quoted && { quotedMessageId: this.quoted.id }) };
    this.set("");
    this.setQuote(null);
    try {
      await control.sendText(this.phone.chatId, this.phone.writer(), text, more);
    } catch (error) {
      if (this.input.value === "") this.set(typed);
      this.phone.say(`ส่งไม่สำเร็จ: ${error.message}`);
    }
  }

  // withoutMention takes "@bot" out of a group message: the simulator puts a
  // real mention, with its place in the text, in front of the rest.
  withoutMention(typed) {
    const mention = `@${this.phone.world.bot.displayName}`;
    const rest = typed.replace(mention, "").trim();
    const isMention = this.phone.isGroup && typed.includes(mention) && rest !== "";
    return { text: isMention ? rest : typed, isMention };
  }

  set(text) {
    this.input.value = text;
    this.grow();
  }

  setQuote(message, words = "") {
    this.quoted = message;
    this.quote.hidden = !message;
    if (!message) return;
    const close = iconButton("plus", "ไม่อ้างถึงแล้ว", { class: "icon-button is-close" });
    close.addEventListener("click", () => this.setQuote(null));
    this.quote.replaceChildren(el("span", { text: `ตอบ: ${words}` }), close);
    this.input.focus();
  }

  attach() {
    const choices = attachments.map(({ role, icon, label, make }) => ({ role, icon, label, run: () => this.deliver(make) }));
    if (this.phone.isGroup) choices.push({ role: "mention", icon: "link", label: `เรียก @${this.phone.world.bot.displayName}`, run: () => this.mention() });
    openPopup(this.phone.screen, this.plus, "ส่งอย่างอื่น", choices);
  }

  mention() {
    this.set(`@${this.phone.world.bot.displayName} ${this.input.value}`);
    this.input.focus();
  }

  async deliver(make) {
    try {
      const message = await make();
      if (message) await control.sendMessage(this.phone.chatId, this.phone.writer(), message);
    } catch (error) {
      this.phone.say(`ส่งไม่สำเร็จ: ${error.message}`);
    }
  }

  setBlocked(isBlocked) {
    this.input.disabled = isBlocked;
    this.sendButton.disabled = isBlocked;
    this.plus.disabled = isBlocked;
    this.input.placeholder = isBlocked ? "บล็อกบัญชีนี้อยู่" : "พิมพ์ข้อความ";
  }
}
