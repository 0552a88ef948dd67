// Which pictures may be shown. The page loads nothing from outside, so a
// picture is either handed over as data, or lies with the simulator itself.

// localPicture gives an address the page may load, or null.
export function localPicture(source) {
  if (typeof source !== "string" || source === "") return null;
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(source)) return source;
  if (source.startsWith("blob:")) return source;
  // Bare base64; a JPEG's begins like a path, so it is looked at first.
  if (/^(\/9j\/|iVBOR)[A-Za-z0-9+/]+={0,2}$/.test(source)) return `data:image/${source.startsWith("/") ? "jpeg" : "png"};base64,${source}`;
  if (/^\/[^/\\]/.test(source)) return source;
  return sameOrigin(source);
}

function sameOrigin(source) {
  try {
    const address = new URL(source);
    return address.origin === location.origin ? address.href : null;
  } catch {
    return null;
  }
}

// placeOf names where an outside picture lies, for the box shown instead.
export function placeOf(source) {
  try {
    return new URL(source).host;
  } catch {
    return "";
  }
}
