// Building nodes. Everything the page shows passes through `el`, which sets
// text as text: there is no way from here to markup.

const svgSpace = "http://www.w3.org/2000/svg";

// el makes an element. Keys of props: "class", "text", "on" (listeners by
// event), "data" (data-… by camel case name), "style" (custom or plain CSS
// properties, set one by one as the page's policy asks), everything else an
// attribute; null, undefined and false leave an attribute out.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key === "on") listen(node, value);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "style") paint(node, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function listen(node, handlers) {
  for (const [event, handler] of Object.entries(handlers)) node.addEventListener(event, handler);
}

// paint sets CSS properties that have a value.
export function paint(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== null && value !== undefined && value !== "") node.style.setProperty(name, value);
  }
}

// Strokes on a 24-unit grid, drawn for this page.
const strokes = {
  plus: ["M12 5v14", "M5 12h14"],
  send: ["M4 12l16-8-5 16-4-6-7-2z"],
  keyboard: ["M3 6h18v12H3z", "M7 10h.01", "M11 10h.01", "M15 10h.01", "M8 14h8"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h16"],
  more: ["M12 5h.01", "M12 12h.01", "M12 19h.01"],
  down: ["M6 9l6 6 6-6"],
  smile: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z", "M9 10h.01", "M15 10h.01", "M8 14.500c1 1.500 2.300 2.200 4 2.200s3-.7 4-2.200"],
  picture: ["M4 5h16v14H4z", "M4 16l5-5 4 4 2-2 5 4", "M15.500 9h.01"],
  pin: ["M12 21c4-5 7-8 7-12a7 7 0 1 0-14 0c0 4 3 7 7 12z", "M12 7a2 2 0 1 0 0 4a2 2 0 1 0 0-4z"],
  mic: ["M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3z", "M5 11a7 7 0 0 0 14 0", "M12 18v3"],
  file: ["M6 3h8l4 4v14H6z", "M14 3v4h4"],
  film: ["M4 5h16v14H4z", "M10 9l5 3-5 3z"],
  play: ["M8 5l11 7-11 7z"],
  link: ["M10 14l4-4", "M9 8l2-2a4 4 0 0 1 6 6l-2 2", "M15 16l-2 2a4 4 0 0 1-6-6l2-2"],
  group: ["M9 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6z", "M3 20c0-4 3-6 6-6s6 2 6 6", "M16 6a3 3 0 0 1 0 5", "M18 14c2 1 3 3 3 6"],
  camera: ["M4 8h4l2-3h4l2 3h4v11H4z", "M12 10a3 3 0 1 0 0 6a3 3 0 1 0 0-6z"],
};

// icon draws a decoration; the control around it carries the words.
export function icon(name) {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of strokes[name] ?? []) {
    const path = document.createElementNS(svgSpace, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

// iconButton is a round button whose words are for screen readers and hover.
export function iconButton(name, label, props = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...props }, icon(name));
}
