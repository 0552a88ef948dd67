// The words that stand for a message: to copy, to quote, to name its kind.

// wordsOf is what can be copied or quoted from a message.
export function wordsOf(content) {
  const words = { text: content.text, textV2: content.text, flex: content.altText, template: content.altText, location: content.title, file: content.fileName };
  return words[content.type] || `(${namesOf[content.type] ?? content.type ?? "ข้อความ"})`;
}

// namesOf names the kinds of message that have no words of their own.
export const namesOf = { sticker: "สติกเกอร์", image: "รูปภาพ", video: "วิดีโอ", audio: "ข้อความเสียง", file: "ไฟล์", location: "ตำแหน่งที่ตั้ง", imagemap: "ภาพแบบกดได้", coupon: "คูปอง" };
