// The newest orders and the newest dead letters, each with a link to the search.
import { byId, clock, element, orderLink } from "/format.js";
import { fill, heads, more } from "/tables.js";

const ORDERS = [
  { name: "Order", cell: (order) => orderLink(order.id), isText: true },
  { name: "Time", cell: (order) => order.time, isText: true },
  { name: "Customer", cell: (order) => order.customer, isText: true },
  { name: "Category", cell: (order) => order.category, isText: true },
  { name: "Product", cell: (order) => order.product, isText: true },
  { name: "Quantity", cell: (order) => String(order.quantity) },
  { name: "Price", cell: (order) => order.price },
  { name: "Total", cell: (order) => order.total },
  { name: "Partition", cell: (order) => String(order.partition) },
];

const LETTERS = [
  { name: "Dead-lettered at", cell: (letter) => clock(letter.time), isText: true },
  { name: "Record", cell: (letter) => letter.place, isText: true },
  { name: "Order", cell: (letter) => (letter.orderId ? orderLink(letter.orderId) : "no order id"), isText: true },
  { name: "Reason", cell: (letter) => letter.reason, isText: true },
  { name: "Detail", cell: (letter) => letter.detail, isText: true },
  { name: "Start of the value", cell: (letter) => element("code", letter.preview), isText: true },
];

// Cards of a phone are taller than rows.
const ROWS = matchMedia("(max-width: 44rem)").matches ? 3 : 5;

const updates = {};

export const start = () => {
  heads("samples-head", ORDERS);
  heads("newest-letters-head", LETTERS);
  updates.samples = more(byId("samples"), "orders", ROWS);
  updates["newest-letters"] = more(byId("newest-letters"), "dead letters", ROWS);
};

const show = (id, columns, values, none) => {
  byId(none).hidden = values.length > 0;
  fill(byId(id), columns, values);
  updates[id]();
};

export const newestOrders = (orders) => show("samples", ORDERS, orders, "no-samples");

export const newestDeadLetters = (letters) => show("newest-letters", LETTERS, letters, "no-letters");
