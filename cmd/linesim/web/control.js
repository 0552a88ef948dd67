// What the page asks of the simulator: one function per request of /sim/….

const requestMillisMax = 15000;

// ControlError carries the simulator's own reason for a refusal.
export class ControlError extends Error {}

async function request(method, path, body) {
  const options = { method, signal: AbortSignal.timeout(requestMillisMax) };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options);
  const text = await response.text();
  const answer = text === "" ? {} : parse(text);
  if (!response.ok) throw new ControlError(answer?.error || `HTTP ${response.status}`);
  return answer ?? {};
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const post = (path, body) => request("POST", path, body);

export const sendText = (chat, from, text, more = {}) => post("/sim/text", { chat, from, text, ...more });
export const sendMessage = (chat, from, message) => post("/sim/message", { chat, from, message });
export const sendPostback = (chat, from, postback) => post("/sim/postback", { chat, from, ...postback });
export const switchRichMenu = (chat, from, richMenuAliasId, data) => post("/sim/richmenuswitch", { chat, from, richMenuAliasId, data });
export const follow = (user) => post("/sim/follow", { user });
export const unfollow = (user) => post("/sim/unfollow", { user });
export const unsend = (chat, messageId) => post("/sim/unsend", { chat, messageId });
export const edit = (chat, messageId, text) => post("/sim/edit", { chat, messageId, text });
export const join = (group) => post("/sim/join", { group });
export const leave = (group) => post("/sim/leave", { group });
export const setFaults = (faults) => post("/sim/faults", faults);
export const books = () => request("GET", "/sim/books");
