// Tables of the panes: a caption, named columns, rows of text.

import { el } from "./dom.js";

// table makes a table; columns are {name, isNumber?}, rows are arrays of text
// or nodes, in the columns' order.
export function table(caption, columns, rows, empty) {
  const head = el("tr", {}, columns.map((column) => el("th", { scope: "col", class: column.isNumber ? "is-number" : null, text: column.name })));
  const body = rows.length > 0
    ? rows.map((row) => el("tr", {}, row.map((cell, at) => cellOf(cell, columns[at]))))
    : [el("tr", {}, el("td", { class: "is-empty", colspan: String(columns.length), text: empty }))];
  return el("table", {}, el("caption", { class: "for-readers", text: caption }), el("thead", {}, head), el("tbody", {}, body));
}

function cellOf(cell, column) {
  const node = el("td", { class: column.isNumber ? "is-number" : null });
  node.append(cell instanceof Node ? cell : String(cell ?? ""));
  return node;
}
