// The rich menu: areas over its picture, or labelled boxes where there is no
// picture. It shares the phone's lower edge with the keyboard.

import { el, iconButton, icon } from "./dom.js";
import { pressable } from "./actions.js";
import { localPicture } from "./picture.js";

export class RichMenu {
  constructor(phone) {
    this.phone = phone;
    this.menu = null;
    this.open = false;
    this.board = el("div", { class: "richmenu-board", data: { role: "rich-menu" } });
    this.caption = el("span", { text: "เมนู" });
    this.bar = el("button", { type: "button", class: "richmenu-bar", data: { role: "rich-menu-bar" }, on: { click: () => this.show(!this.open) } }, this.caption, icon("down"));
    this.node = el("div", { class: "richmenu", hidden: true }, this.bar, this.board);
    this.toggle = iconButton("keyboard", "สลับเมนูกับแป้นพิมพ์", { "data-role": "menu-toggle", hidden: true });
    this.toggle.addEventListener("click", () => {
      this.show(!this.open);
      if (!this.open) this.phone.focus();
    });
  }

  // set takes the chat's menu; a new one opens as its own "selected" says.
  set(menu) {
    const isNew = menu?.richMenuId !== this.menu?.richMenuId || !this.menu;
    this.menu = menu;
    this.node.hidden = !menu;
    this.toggle.hidden = !menu;
    if (!menu) return;
    this.caption.textContent = menu.chatBarText || "เมนู";
    this.draw(menu);
    this.show(isNew ? Boolean(menu.selected) : this.open);
  }

  show(open) {
    if (!this.menu) return;
    this.open = open;
    this.board.hidden = !open;
    this.bar.setAttribute("aria-expanded", String(open));
    this.node.classList.toggle("is-open", open);
    this.toggle.replaceChildren(icon(open ? "keyboard" : "menu"));
  }

  draw(menu) {
    const size = { width: menu.size?.width || 2500, height: menu.size?.height || 1686 };
    const picture = localPicture(menu.imageUrl ?? menu.image ?? menu.imageData);
    this.board.style.setProperty("aspect-ratio", `${size.width} / ${size.height}`);
    this.board.classList.toggle("has-picture", picture !== null);
    this.board.replaceChildren(
      ...(picture ? [el("img", { class: "richmenu-picture", src: picture, alt: "" })] : []),
      ...(menu.areas ?? []).map((area) => this.area(area, size, picture === null)));
  }

  area({ bounds = {}, action = {} }, size, isLabelled) {
    const words = action.label || action.displayText || action.text || action.data || action.uri || "";
    const node = el("button", { type: "button", class: "richmenu-area", "aria-label": words, style: {
      left: share(bounds.x, size.width), top: share(bounds.y, size.height),
      width: share(bounds.width, size.width), height: share(bounds.height, size.height),
    } }, isLabelled ? el("span", { text: words }) : null);
    return pressable(node, action, this.phone);
  }
}

const share = (part, whole) => `${(100 * (Number(part) || 0)) / whole}%`;
