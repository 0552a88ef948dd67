// What happens when something is tapped: every action type of LINE, wherever
// it sits (card, quick reply, template, rich menu).

import * as control from "./control.js";
import { askLink, askMoment, askPlace } from "./dialogs.js";
import { choosePicture } from "./attachments.js";

// A second tap within this time is the same tap: fingers tremble, and an
// elderly member's double tap must not be two acts.
const sameTapMillis = 800;

// perform does one action as the phone's writer and promises whether it was
// carried out (a closed picker was not).
export async function perform(action, phone) {
  const run = performers[action?.type];
  if (!run) {
    phone.say(`ปุ่มแบบนี้ยังไม่รองรับ (${action?.type ?? "ไม่มีชนิด"})`);
    return false;
  }
  return (await run(action, phone)) !== false;
}

const performers = {
  postback: async (action, phone) => {
    const { data, displayText, text } = action;
    await control.sendPostback(phone.chatId, phone.writer(), { data, displayText, text });
    showInput(action, phone);
  },
  message: (action, phone) => control.sendText(phone.chatId, phone.writer(), action.text ?? action.label ?? ""),
  uri: (action, phone) => openLink(action.uri ?? "", phone),
  datetimepicker: async (action, phone) => {
    const params = await askMoment(action);
    if (!params) return false;
    await control.sendPostback(phone.chatId, phone.writer(), { data: action.data, params });
  },
  camera: (action, phone) => sendPicture(phone),
  cameraRoll: (action, phone) => sendPicture(phone),
  location: async (action, phone) => {
    const place = await askPlace();
    if (!place) return false;
    await control.sendMessage(phone.chatId, phone.writer(), place);
  },
  clipboard: async (action, phone) => {
    await copy(action.clipboardText ?? "");
    phone.say("คัดลอกแล้ว");
  },
  richmenuswitch: (action, phone) => control.switchRichMenu(phone.chatId, phone.writer(), action.richMenuAliasId, action.data),
};

function showInput(action, phone) {
  const show = {
    closeRichMenu: () => phone.showMenu(false),
    openRichMenu: () => phone.showMenu(true),
    openKeyboard: () => phone.type(action.fillInText ?? ""),
    openVoice: () => phone.say("เปิดไมค์ให้พูดแล้ว (จำลอง)"),
  };
  show[action.inputOption]?.();
}

async function sendPicture(phone) {
  const picture = await choosePicture();
  if (!picture) return false;
  await control.sendMessage(phone.chatId, phone.writer(), picture);
}

// A link of LINE's own that opens this chat with words typed in does so; every
// other link is announced, not followed.
async function openLink(uri, phone) {
  const words = typedWords(uri);
  if (words !== null) phone.type(words);
  else await askLink(uri);
}

function typedWords(uri) {
  const match = /^(?:https:\/\/line\.me\/R|line:\/)\/oaMessage\/[^/?]+\/?\?(.*)$/.exec(uri);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return null;
  }
}

// copy works without the clipboard's permission too, as in a test browser.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

// pressable makes a node carry an action: by mouse, finger or keyboard, once
// per tap, and innermost first where a button lies on a box that has its own.
export function pressable(node, action, phone, onDone = () => {}) {
  let busyUntil = 0;
  const press = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const now = performance.now();
    if (now < busyUntil) return;
    busyUntil = Infinity;
    try {
      if (await perform(action, phone)) onDone();
    } catch (error) {
      phone.say(`ส่งไม่สำเร็จ: ${error.message}`);
    } finally {
      busyUntil = now + Math.max(sameTapMillis, performance.now() - now);
    }
  };
  node.dataset.action = action.type ?? "";
  node.addEventListener("click", press);
  if (node.tagName === "BUTTON") return node;
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  if (action.label) node.setAttribute("aria-label", action.label);
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) press(event);
  });
  return node;
}
