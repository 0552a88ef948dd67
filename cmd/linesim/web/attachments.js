// What a member can send besides words: a picture, a sticker, a place, a
// voice, a file. Samples stand ready, so that no file is needed to try one.

import { askPlace, ask } from "./dialogs.js";
import { el } from "./dom.js";

const fileBytesMax = 10 * 1024 * 1024;

// Stickers that LINE lets bots and people alike send, with the word that says
// what is drawn; the drawing itself is LINE's and is not here.
export const stickers = [
  { packageId: "11537", stickerId: "52002734", keywords: ["ขอบคุณ"] },
  { packageId: "11537", stickerId: "52002735", keywords: ["โอเค"] },
  { packageId: "11537", stickerId: "52002736", keywords: ["ดีใจ"] },
  { packageId: "11537", stickerId: "52002739", keywords: ["สวัสดี"] },
  { packageId: "11538", stickerId: "51626501", keywords: ["สู้สู้"] },
  { packageId: "11539", stickerId: "52114110", keywords: ["ขอโทษ"] },
];

// attachments are the choices behind the plus sign; each promises a message
// in LINE's form, or null.
export const attachments = [
  { role: "send-sticker", icon: "smile", label: "สติกเกอร์", make: chooseSticker },
  { role: "send-image", icon: "picture", label: "รูปภาพ", make: choosePicture },
  { role: "send-location", icon: "pin", label: "ตำแหน่งที่ตั้ง", make: askPlace },
  { role: "send-audio", icon: "mic", label: "ข้อความเสียง", make: async () => ({ type: "audio", duration: 4000, data: btoa("voice of four seconds") }) },
  { role: "send-video", icon: "film", label: "วิดีโอ", make: async () => ({ type: "video", duration: 12000, data: btoa("film of twelve seconds") }) },
  { role: "send-file", icon: "file", label: "ไฟล์", make: chooseFile },
];

async function chooseSticker() {
  let chosen = null;
  const faces = el("div", { class: "sticker-grid" }, stickers.map((sticker) => el("button", {
    type: "button", class: "sticker-choice", text: sticker.keywords[0], data: { sticker: sticker.stickerId },
    on: { click: (event) => { chosen = sticker; event.target.closest("dialog").close(); } },
  })));
  await ask({ title: "เลือกสติกเกอร์", body: faces, ok: null, cancel: "ยกเลิก" });
  return chosen && { type: "sticker", ...chosen };
}

// choosePicture promises an image message: a file of the viewer's, or the
// drawn slip.
export async function choosePicture() {
  const picked = await chooseOrSample("ส่งรูปภาพ", "image/*", "ใช้รูปตัวอย่าง (สลิป)");
  if (!picked) return null;
  return { type: "image", data: picked.file ? await base64Of(picked.file) : samplePicture() };
}

async function chooseFile() {
  const picked = await chooseOrSample("ส่งไฟล์", "", "ใช้ไฟล์ตัวอย่าง");
  if (!picked) return null;
  if (!picked.file) return { type: "file", fileName: "รายชื่อสมาชิก.txt", data: btoa("sample") };
  return { type: "file", fileName: picked.file.name, data: await base64Of(picked.file) };
}

async function chooseOrSample(title, accept, sampleLabel) {
  let picked = null;
  const done = (event, file) => {
    picked = { file };
    event.target.closest("dialog").close();
  };
  const input = el("input", { type: "file", accept: accept || null, data: { role: "file" }, on: { change: (event) => done(event, event.target.files[0]) } });
  const sample = el("button", { type: "button", class: "strong-button", text: sampleLabel, data: { role: "sample" }, on: { click: (event) => done(event, null) } });
  await ask({ title, body: el("div", { class: "dialog-stack" }, el("label", { class: "dialog-field" }, el("span", { text: "เลือกจากเครื่อง" }), input), sample), ok: null, cancel: "ยกเลิก" });
  if (picked?.file && picked.file.size > fileBytesMax) throw new Error("ไฟล์ใหญ่เกิน 10 MB");
  return picked;
}

async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // In pieces: a spread of the whole file would overflow the stack.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

// samplePicture draws a transfer slip that can be mistaken for nobody's.
function samplePicture() {
  const canvas = el("canvas", { width: "360", height: "480" });
  const draw = canvas.getContext("2d");
  draw.fillStyle = "#f4f7f5";
  draw.fillRect(0, 0, 360, 480);
  draw.fillStyle = "#06845a";
  draw.fillRect(0, 0, 360, 72);
  draw.font = "24px Loma, sans-serif";
  draw.fillStyle = "#ffffff";
  draw.fillText("สลิปตัวอย่าง", 24, 46);
  draw.fillStyle = "#20302a";
  draw.fillText("โอนเงิน 30.00 บาท", 24, 140);
  draw.fillText("ไม่ใช่ของจริง", 24, 190);
  return canvas.toDataURL("image/png").split(",")[1];
}
