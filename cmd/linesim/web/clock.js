// Moments in the words of people in Thailand: Bangkok time, Buddhist years.

const zone = "Asia/Bangkok";
const clockFormat = new Intl.DateTimeFormat("th-TH", { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });
const secondFormat = new Intl.DateTimeFormat("th-TH", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const dayFormat = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric" });
const shortDayFormat = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { timeZone: zone, day: "numeric", month: "short" });

// atClock is "10:05", atSecond "10:05:33".
export const atClock = (ms) => clockFormat.format(ms);
export const atSecond = (ms) => secondFormat.format(ms);

// dayName is "ส. 21 พ.ย. 2569", the line between two days of a chat.
export const dayName = (ms) => dayFormat.format(ms);

// sameDay compares calendar days in Bangkok, not on the viewer's machine.
export const sameDay = (a, b) => dayFormat.format(a) === dayFormat.format(b);

// atMoment is for tables: the clock today, otherwise day and clock. Text that
// is no moment is shown as it came.
export function atMoment(value, now) {
  const ms = typeof value === "number" ? value : Date.parse(value);
  if (!Number.isFinite(ms)) return String(value ?? "");
  if (typeof value === "string" && !value.includes("T")) return shortDayFormat.format(ms);
  return sameDay(ms, now) ? atClock(ms) : `${shortDayFormat.format(ms)} ${atClock(ms)}`;
}
