// Tables that show five rows and "more", and become cards on a phone.
import { byId, element, setText } from "/format.js";

const ROWS = 5;

// Shows the first rows of a list or table body, and a button for the others.
export const more = (list, noun, rows = ROWS) => {
  const button = element("button", null, "more");
  button.type = "button";
  let isOpen = false;
  (list.closest(".scroll") ?? list).after(button);
  const update = () => {
    const items = [...list.children];
    items.forEach((item, index) => { item.hidden = !isOpen && index >= rows; });
    button.hidden = items.length <= rows;
    button.setAttribute("aria-expanded", String(isOpen));
    setText(button, isOpen ? `Show ${rows}` : `${items.length - rows} more ${noun}`);
    list.toggleAttribute("data-open", isOpen);
  };
  button.addEventListener("click", () => { isOpen = !isOpen; update(); });
  update();
  return update;
};

// A column is { name, cell: (value) => text or node, isText }.
export const heads = (id, columns, fill = (head, { name }) => { head.textContent = name; }) =>
  byId(id).append(...columns.map((column) => {
    const head = element("th", null, column.isText ? "text" : null);
    head.scope = "col";
    head.role = "columnheader";
    fill(head, column);
    return head;
  }));

const newRow = (columns, hasHead) => {
  const row = element("tr");
  row.role = "row";
  row.append(...columns.map(({ name, isText }, index) => {
    const isHead = hasHead && index === 0;
    const made = element(isHead ? "th" : "td", null, isText ? "text" : null);
    if (isHead) made.scope = "row";
    made.role = isHead ? "rowheader" : "cell";
    made.dataset.label = name;
    return made;
  }));
  return row;
};

const setCell = (box, content) => {
  if (content instanceof Node) {
    if (box.textContent !== content.textContent) box.replaceChildren(content);
  } else {
    setText(box, content);
  }
  box.title = box.textContent;
};

// Rows are kept from snapshot to snapshot.
export const fill = (body, columns, values, hasHead = false) => {
  while (body.rows.length > values.length) body.lastElementChild.remove();
  while (body.rows.length < values.length) body.append(newRow(columns, hasHead));
  values.forEach((value, index) =>
    columns.forEach(({ cell }, column) => setCell(body.rows[index].cells[column], cell(value))));
};
