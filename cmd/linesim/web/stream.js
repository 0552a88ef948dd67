// What the simulator tells: a world of phones and chats, kept from a snapshot
// and the events after it. Everything else on the page draws from this world
// and never changes it.

// A chat keeps this many messages; a load run must not fill the browser.
const messagesMax = 300;
const deliveriesMax = 200;

export class World extends EventTarget {
  constructor() {
    super();
    this.bot = { userId: "bot", displayName: "LINE" };
    this.phones = new Map();
    this.chats = new Map();
    this.faults = {};
    this.quota = null;
    this.deliveries = [];
    this.hasBooks = false;
    this.clockAhead = 0;
  }

  // now is the simulator's clock, which need not be the browser's.
  now() {
    return Date.now() + this.clockAhead;
  }

  nameOf(userId) {
    return this.phones.get(userId)?.displayName ?? `สมาชิก ${String(userId ?? "").slice(-4)}`;
  }

  // take applies one event and tells listeners under the event's own type.
  take(event) {
    const apply = appliers[event.type];
    if (!apply) return;
    const chat = event.chat === undefined ? undefined : this.chats.get(event.chat);
    if (apply(this, event, chat) === false) return;
    this.dispatchEvent(new CustomEvent(event.type, { detail: { ...event, chatState: chat } }));
  }
}

// One entry per event type. False means: about something we do not show.
const appliers = {
  snapshot(world, event) {
    world.bot = event.bot ?? world.bot;
    world.phones = new Map((event.phones ?? []).map((phone) => [phone.userId, { ...phone }]));
    world.chats = new Map((event.chats ?? []).map((chat) => [chat.id, chatOf(chat)]));
    world.faults = event.faults ?? {};
    world.quota = event.quota ?? null;
    world.deliveries = (event.deliveries ?? world.deliveries).slice(-deliveriesMax);
    world.hasBooks = Boolean(event.hasBooks);
    world.clockAhead = momentOf(event.now) - Date.now();
  },
  message(world, event, chat) {
    if (!chat || !event.message || chat.messages.some((kept) => kept.id === event.message.id)) return false;
    chat.messages.push(event.message);
    if (chat.messages.length > messagesMax) chat.messages.shift();
    if (event.message.from === "bot") chat.loadingUntil = 0;
  },
  unsent(world, event, chat) {
    return mark(chat, event.messageId, (message) => { message.unsent = true; });
  },
  edited(world, event, chat) {
    return mark(chat, event.messageId, (message) => {
      message.edited = true;
      message.message = { ...message.message, text: event.text };
    });
  },
  read(world, event, chat) {
    if (!chat) return false;
    for (const message of chat.messages) if (message.from !== "bot") message.read = true;
  },
  loading(world, event, chat) {
    if (!chat) return false;
    chat.loadingUntil = event.until ?? 0;
  },
  richMenu(world, event, chat) {
    if (!chat) return false;
    chat.richMenu = event.richMenu ?? null;
  },
  member(world, event, chat) {
    if (!chat) return false;
    chat.members = event.members ?? chat.members;
    chat.botIn = event.botIn ?? chat.botIn;
  },
  faults(world, event) {
    world.faults = event.faults ?? {};
  },
  delivery(world, event) {
    world.deliveries.push(event);
    if (world.deliveries.length > deliveriesMax) world.deliveries.shift();
  },
  quota(world, event) {
    world.quota = { limit: event.limit, used: event.used };
  },
};

function chatOf(chat) {
  return { ...chat, messages: (chat.messages ?? []).slice(-messagesMax), members: chat.members ?? [], loadingUntil: chat.loadingUntil ?? 0 };
}

function momentOf(now) {
  const ms = typeof now === "number" ? now : Date.parse(now);
  return Number.isFinite(ms) ? ms : Date.now();
}

function mark(chat, messageId, change) {
  const message = chat?.messages.find((kept) => kept.id === messageId);
  if (!message) return false;
  change(message);
  return true;
}

const reopenMillis = 2000;

// listen feeds the world from /sim/stream for as long as the page lives. The
// browser itself reconnects after a break, and each connection begins with a
// snapshot; only after a refusal, as from a half-started server, must we.
export function listen(world, onConnection) {
  const source = new EventSource("/sim/stream");
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => {
    onConnection(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(world, onConnection), reopenMillis);
  });
  source.addEventListener("message", (event) => world.take(JSON.parse(event.data)));
}
