// The small list of choices that opens at a button: a message's menu, the plus
// sign, a phone's own menu. Arrow keys move, Escape closes, and one is open at
// a time within a phone.

import { el, icon } from "./dom.js";

// openPopup shows choices [{label, icon?, role?, run}] over host, beside anchor.
export function openPopup(host, anchor, label, choices) {
  host.querySelector(".popup")?.dispatchEvent(new CustomEvent("dismiss"));
  const popup = el("div", { class: "popup", role: "menu", "aria-label": label, data: { role: "popup" } },
    choices.map((choice) => el("button", {
      type: "button", role: "menuitem", class: "popup-choice", data: choice.role ? { role: choice.role } : {},
      on: { click: () => { close(); choice.run(); } },
    }, choice.icon ? icon(choice.icon) : null, el("span", { text: choice.label }))));
  const close = () => {
    popup.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (anchor.isConnected) anchor.focus({ preventScroll: true });
  };
  const outside = (event) => {
    if (!popup.contains(event.target)) close();
  };
  popup.addEventListener("dismiss", close);
  popup.addEventListener("keydown", (event) => moveOrClose(event, popup, close));
  document.addEventListener("pointerdown", outside, true);
  host.append(popup);
  place(popup, host, anchor);
  popup.querySelector("button")?.focus({ preventScroll: true });
}

function moveOrClose(event, popup, close) {
  const buttons = [...popup.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close();
  } else if (steps[event.key]) {
    event.preventDefault();
    buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
  }
}

// place keeps the list inside its phone, above the anchor when it fits there.
// Rectangles are in page pixels; offsets inside the phone are in its own, which
// the phone's zoom makes smaller.
function place(popup, host, anchor) {
  const frame = host.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const zoom = frame.width / host.offsetWidth || 1;
  const width = popup.offsetWidth, height = popup.offsetHeight;
  const x = (spot.left - frame.left) / zoom;
  const above = (spot.top - frame.top) / zoom - height - 4;
  const below = (spot.bottom - frame.top) / zoom + 4;
  popup.style.left = `${Math.max(8, Math.min(x, host.offsetWidth - width - 8))}px`;
  popup.style.top = `${Math.max(8, Math.min(above > 8 ? above : below, host.offsetHeight - height - 8))}px`;
}
