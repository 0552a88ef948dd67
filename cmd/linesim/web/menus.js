// The menus of a phone: what can be done with one message, and with the chat
// as a whole.

import { el } from "./dom.js";
import { atClock } from "./clock.js";
import { openPopup } from "./popup.js";
import { wordsOf } from "./words.js";
import { copy } from "./actions.js";
import { askWords, inform } from "./dialogs.js";
import * as control from "./control.js";

// openMessageMenu offers what LINE does: everyone may copy and answer, only
// the writer take back, and only in a group edit. The source is ours.
export function openMessageMenu(phone, message, anchor) {
  const content = message.message ?? {};
  const words = wordsOf(content);
  const isOwn = message.from === phone.writer();
  const choices = [
    { role: "copy", label: "คัดลอก", run: () => phone.attempt(() => copyWords(phone, words)) },
    { role: "reply", label: "ตอบข้อความนี้", run: () => phone.composer.setQuote(message, words) },
  ];
  if (isOwn && phone.isGroup && content.type === "text") choices.push({ role: "edit", label: "แก้ไข", run: () => phone.attempt(() => editMessage(phone, message)) });
  if (isOwn) choices.push({ role: "unsend", label: "ยกเลิกข้อความ", run: () => phone.attempt(() => control.unsend(phone.chatId, message.id)) });
  choices.push({ role: "json", label: "ดูต้นฉบับ (JSON)", run: () => showSource(message) });
  openPopup(phone.screen, anchor, "ตัวเลือกของข้อความ", choices);
}

async function copyWords(phone, words) {
  await copy(words);
  phone.say("คัดลอกแล้ว");
}

async function editMessage(phone, message) {
  const words = await askWords("แก้ไขข้อความ", message.message.text);
  if (words && words !== message.message.text) await control.edit(phone.chatId, message.id, words);
}

function showSource(message) {
  const source = el("pre", { class: "dialog-code", tabindex: "0", text: JSON.stringify(message, null, 2) });
  return inform(`ข้อความ ${message.id}`, `${message.via ?? ""} ${atClock(message.at)}`, source);
}

// openPhoneMenu offers the one step that is possible: to block or to come
// back, for a group to invite the bot or to send it away.
export function openPhoneMenu(phone, anchor) {
  const { blocked, friend } = phone.world.phones.get(phone.chatId) ?? {};
  const own = blocked || friend === false
    ? { role: "follow", label: blocked ? "เลิกบล็อก" : "เพิ่มเพื่อน", act: () => control.follow(phone.chatId) }
    : { role: "unfollow", label: "บล็อกบัญชีกองทุน", act: () => control.unfollow(phone.chatId) };
  const group = phone.chat.botIn === false
    ? { role: "join", label: "เชิญบัญชีกองทุนเข้ากลุ่ม", act: () => control.join(phone.chatId) }
    : { role: "leave", label: "นำบัญชีกองทุนออกจากกลุ่ม", act: () => control.leave(phone.chatId) };
  const { act, ...choice } = phone.isGroup ? group : own;
  openPopup(phone.screen, anchor, "ตัวเลือกของโทรศัพท์", [{ ...choice, run: () => phone.attempt(act) }]);
}
