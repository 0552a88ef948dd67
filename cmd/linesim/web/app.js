// The page: one world fed by the stream, and the phones and panes that draw it.

import { el } from "./dom.js";
import { World, listen } from "./stream.js";
import { Phone } from "./phone.js";
import { Bar } from "./bar.js";
import { Books } from "./books.js";
import { Faults } from "./faults.js";
import { Deliveries } from "./deliveries.js";

const world = new World();
const shelf = document.querySelector('[data-role="phones"]');
const bar = new Bar(document.querySelector('[data-role="bar"]'), shelf);
const books = new Books(world);
const faults = new Faults(world);
const deliveries = new Deliveries(world);
const phones = new Map();

document.querySelector('[data-role="panes"]').append(books.node, el("section", { class: "tools", "aria-label": "สำหรับผู้พัฒนา" },
  el("header", { class: "tools-header" }, el("h2", { text: "ระบบจำลอง" }), el("small", { lang: "en", text: "simulator" })),
  deliveries.node, faults.node));

// phoneSpecs: every person's own phone in the order given, then the groups.
function phoneSpecs() {
  const own = [...world.phones.values()].map((phone) => ({ chatId: phone.userId, title: phone.displayName, label: phone.label, isAside: Boolean(phone.aside), isGroup: false }));
  const groups = [...world.chats.values()].filter((chat) => chat.kind === "group").map((chat) => ({ chatId: chat.id, title: chat.name || "กลุ่ม", label: `กลุ่ม ${chat.members.length} คน`, isGroup: true }));
  return [...own, ...groups];
}

// show starts over from a snapshot. Phones that were there stay, with what was
// typed in them; a broken connection must not eat a half-written message.
function show() {
  const specs = phoneSpecs();
  for (const [chatId, phone] of phones) {
    if (specs.some((spec) => spec.chatId === chatId)) continue;
    phone.node.remove();
    phones.delete(chatId);
  }
  for (const spec of specs) {
    if (phones.has(spec.chatId)) phones.get(spec.chatId).renew();
    else phones.set(spec.chatId, new Phone(world, spec));
  }
  arrange(specs.map((spec) => phones.get(spec.chatId).node));
  bar.setPhones(specs);
  shelf.dataset.ready = "true";
}

// arrange puts the phones in order, and leaves them alone where they are: a
// node that is moved forgets how far it was scrolled.
function arrange(nodes) {
  const isInPlace = nodes.length === shelf.children.length && nodes.every((node, at) => shelf.children[at] === node);
  if (!isInPlace) shelf.replaceChildren(...nodes);
}

const onPhone = (type, draw) => world.addEventListener(type, ({ detail }) => {
  const phone = phones.get(detail.chat);
  if (phone) draw(phone, detail);
});

world.addEventListener("snapshot", show);
onPhone("message", (phone, event) => phone.receive(event.message));
onPhone("unsent", (phone, event) => phone.change(event.messageId));
onPhone("edited", (phone, event) => phone.change(event.messageId));
onPhone("read", (phone) => phone.markRead());
onPhone("loading", (phone) => phone.setLoading());
onPhone("richMenu", (phone) => phone.menu.set(phone.chat.richMenu));
onPhone("member", (phone) => phone.setMembers());

listen(world, (isConnected) => bar.setConnected(isConnected));
