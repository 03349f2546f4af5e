// The table of partitions, sortable by each column.
import { byId, count, element, milliseconds, rate, seconds } from "/format.js";
import { stateWords } from "/flow.js";
import { fill, heads, more } from "/tables.js";

const pair = ({ p50, p99 }) => `${milliseconds(p50)} / ${milliseconds(p99)}`;

const COLUMNS = [
  { name: "Partition", by: (p) => p.partition, cell: (p) => String(p.partition) },
  { name: "Thread", by: (p) => p.thread, cell: (p) => p.thread || "–", isText: true },
  { name: "Committed", by: (p) => p.lag?.committed, cell: (p) => count(p.lag?.committed) },
  { name: "End", by: (p) => p.lag?.end, cell: (p) => count(p.lag?.end) },
  { name: "Lag", by: (p) => p.lag?.records, cell: (p) => (p.lag ? count(p.lag.records) : "unknown") },
  { name: "Lag, s", by: (p) => p.lag?.seconds, cell: (p) => seconds(p.lag?.seconds) },
  { name: "Orders/s", by: (p) => p.rates.now, cell: (p) => rate(p.rates.now) },
  { name: "Write p50 / p99, ms", by: (p) => p.write.p99, cell: (p) => pair(p.write) },
  { name: "End-to-end p99, ms", by: (p) => p.endToEnd.p99, cell: (p) => milliseconds(p.endToEnd.p99) },
  { name: "In flight", by: (p) => p.inFlight, cell: (p) => count(p.inFlight) },
  { name: "Requests", by: (p) => p.requests, cell: (p) => `${count(p.requests)} of ${count(p.requestLimit)}` },
  { name: "Retries", by: (p) => p.retries, cell: (p) => count(p.retries) },
  { name: "Dead letters", by: (p) => p.deadLettered, cell: (p) => count(p.deadLettered) },
  // The headline has the reason: the message of a driver is too long for the table.
  { name: "State", by: stateWords, cell: stateWords, isText: true },
];

let sortColumn = 0;
let isDescending = false;
let newest = [];
let showMore = () => {};

const compare = (a, b) => {
  const [x, y] = [a, b].map(COLUMNS[sortColumn].by);
  // Unknown values are last in both directions.
  if (x == null || y == null) return (x == null) - (y == null);
  const order = typeof x === "string" ? x.localeCompare(y, "en", { numeric: true }) : x - y;
  return isDescending ? -order : order;
};

const show = () => {
  fill(byId("partitions"), COLUMNS, [...newest].sort((a, b) => compare(a, b) || a.partition - b.partition), true);
  [...byId("partitions").rows].forEach((row) => { row.dataset.state = row.lastElementChild.textContent; });
  showMore();
};

// Figures begin with the largest: that is what is looked for.
const sortBy = (column) => {
  isDescending = column === sortColumn ? !isDescending : column > 1 && !COLUMNS[column].isText;
  sortColumn = column;
  byId("partitions-sort").value = String(column);
  [...byId("partitions-head").cells].forEach((head, index) => {
    if (index === column) head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  show();
};

const sortButton = (head, column) => {
  const button = element("button", column.name);
  button.type = "button";
  button.addEventListener("click", () => sortBy(COLUMNS.indexOf(column)));
  head.append(button);
};

export const start = () => {
  heads("partitions-head", COLUMNS, sortButton);
  byId("partitions-head").cells[0].setAttribute("aria-sort", "ascending");
  const select = byId("partitions-sort");
  select.append(...COLUMNS.map(({ name }, index) => {
    const option = element("option", name);
    option.value = String(index);
    return option;
  }));
  select.addEventListener("change", () => sortBy(Number(select.value)));
  showMore = more(byId("partitions"), "partitions");
};

export const partitions = (snapshot) => {
  newest = snapshot.partitions;
  show();
};
