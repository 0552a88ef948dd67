// Money as it comes: text with two decimals. It is added as whole satang, so
// that the page's own check of the books is as exact as the books.

// satangOf reads "1,234.50" or "30"; null when the text is no money.
export function satangOf(text) {
  const match = /^(-?)(\d[\d,]*)(?:\.(\d{1,2}))?$/.exec(String(text ?? "").trim());
  if (!match) return null;
  const satang = BigInt(match[2].replaceAll(",", "")) * 100n + BigInt((match[3] ?? "").padEnd(2, "0"));
  return match[1] === "-" ? -satang : satang;
}

// bahtOf writes satang as "1,234.50".
export function bahtOf(satang) {
  const size = satang < 0n ? -satang : satang;
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${satang < 0n ? "-" : ""}${whole}.${(size % 100n).toString().padStart(2, "0")}`;
}

// shown groups the digits of money text; what is no money stays as it is.
export function shown(text) {
  const satang = satangOf(text);
  return satang === null ? String(text ?? "") : bahtOf(satang);
}

// sum adds money texts; null as soon as one is no money.
export function sum(texts) {
  let total = 0n;
  for (const text of texts) {
    const satang = satangOf(text);
    if (satang === null) return null;
    total += satang;
  }
  return total;
}
