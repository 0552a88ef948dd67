// Tables of the panes: a caption, named columns, rows of text.

import { el } from "./dom.js";

// table makes a table; columns are {name, isNumber?,
// isWhole?} (whole: never broken over lines), rows are arrays of text
// or nodes, in the columns' order.
export function table(caption, columns, rows, empty) {
  const head = el("tr", {}, columns.map((column) => el("th", { scope: "col", class: classOf(column), text: column.name })));
  const body = rows.length > 0
    ? rows.map((row) => el("tr", {}, row.map((cell, at) => cellOf(cell, columns[at]))))
    : [el("tr", {}, el("td", { class: "is-empty", colspan: String(columns.length), text: empty }))];
  return el("table", {}, el("caption", { class: "for-readers", text: caption }), el("thead", {}, head), el("tbody", {}, body));
}

const classOf = (column) => (column.isNumber ? "is-number" : column.isWhole ? "is-whole" : null);

function cellOf(cell, column) {
  const node = el("td", { class: classOf(column) });
  node.append(cell instanceof Node ? cell : String(cell ?? ""));
  return node;
}
