// Quick replies: the buttons under a chat. Only the newest message's are
// shown, and they go with a tap or with the next message.

import { el, icon } from "./dom.js";
import { pressable } from "./actions.js";

const icons = { camera: "camera", cameraRoll: "picture", location: "pin" };

export class QuickReplies {
  constructor(phone) {
    this.phone = phone;
    this.usedFor = null;
    this.shownFor = null;
    this.node = el("div", { class: "quick", role: "group", "aria-label": "ปุ่มตอบด่วน", data: { role: "quick" }, hidden: true });
  }

  // show draws the buttons of the chat's last message, if they are unused.
  show(messages) {
    const last = messages[messages.length - 1];
    const items = last && last.from === "bot" && last.id !== this.usedFor ? last.message?.quickReply?.items ?? [] : [];
    this.shownFor = last?.id ?? null;
    this.node.replaceChildren(...items.map((item) => this.button(item, last.id)));
    this.node.hidden = items.length === 0;
  }

  button(item, messageId) {
    const action = item.action ?? {};
    const node = el("button", { type: "button", class: "quick-button" },
      icons[action.type] ? icon(icons[action.type]) : null,
      el("span", { text: action.label ?? action.text ?? "" }));
    return pressable(node, action, this.phone, () => this.use(messageId));
  }

  // use comes when the answer to a tap is back; by then the bot may have asked
  // something new, whose buttons stay.
  use(messageId) {
    this.usedFor = messageId;
    if (this.shownFor !== messageId) return;
    this.node.replaceChildren();
    this.node.hidden = true;
  }
}
