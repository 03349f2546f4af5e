// Tiles, tables and lists of one snapshot.
import { NONE, clock, count, element, milliseconds, seconds, setText } from "/format.js";

const byId = (id) => document.getElementById(id);

const tile = (name, value, unit) => {
  const list = byId("tiles");
  let box = list.querySelector(`[data-name="${name}"]`);
  if (!box) {
    box = element("div");
    box.dataset.name = name;
    box.append(element("dt", name), element("dd"));
    list.append(box);
  }
  const shown = box.querySelector("dd");
  setText(shown, value + (unit && value !== NONE ? ` ${unit}` : ""));
};

export const tiles = (snapshot) => {
  tile("Orders in", count(snapshot.produced.now), "/s");
  tile("Orders stored", count(snapshot.written.now), "/s");
  tile("Stored in all", count(snapshot.totals.written));
  tile("Lag", snapshot.lagRecords == null ? "unknown" : count(snapshot.lagRecords));
  tile("Open transaction", snapshot.openTransaction ?? "none");
  tile("Write p99", milliseconds(snapshot.write.p99), "ms");
  tile("End-to-end p99", milliseconds(snapshot.endToEnd.p99), "ms");
  tile("Dead letters", count(snapshot.totals.deadLettered));
  tile("Alerts", snapshot.alerts.length === 0 ? "none" : snapshot.alerts.join(", "));
};

// The banner shows the reason: the message of a driver is too long for the table.
const state = (p) =>
  p.trouble ? "held up" : p.paused ? "paused" : p.owned ? "running" : "with another process";

const cells = (p) => [
  [p.thread || "–", "text"],
  [count(p.lag?.committed)], [count(p.lag?.end)],
  [p.lag ? count(p.lag.records) : "unknown"], [seconds(p.lag?.seconds)],
  [count(p.rates.now)],
  [`${milliseconds(p.write.p50)} / ${milliseconds(p.write.p99)}`], [milliseconds(p.endToEnd.p99)],
  [count(p.inFlight)], [`${count(p.requests)} of ${count(p.requestLimit)}`],
  [count(p.retries)], [count(p.deadLettered)], [state(p), "text"],
];

const fill = (row, values) => {
  values.forEach(([text, className], index) => {
    if (!row.cells[index + 1]) row.append(element("td", null, className));
    setText(row.cells[index + 1], text);
  });
};

export const partitions = (snapshot) => {
  const body = byId("partitions");
  snapshot.partitions.forEach((p, index) => {
    let row = body.rows[index];
    if (!row) {
      row = element("tr");
      const head = element("th");
      head.scope = "row";
      row.append(head);
      body.append(row);
    }
    setText(row.cells[0], String(p.partition));
    fill(row, cells(p));
  });
  while (body.rows.length > snapshot.partitions.length) body.lastElementChild.remove();
};

export const categories = (snapshot) => {
  const sorted = Object.entries(snapshot.categories).sort((a, b) => b[1] - a[1]).slice(0, 20);
  const most = Math.max(1, ...sorted.map(([, orders]) => orders));
  byId("categories").replaceChildren(
    ...sorted.map(([category, orders]) => {
      const label = element("label");
      const bar = element("progress");
      bar.max = most;
      bar.value = orders;
      label.append(element("span", category), element("span", count(orders)), bar);
      const item = element("li");
      item.append(label);
      return item;
    }),
  );
};

const line = (key, quiet, text) => {
  const item = element("li");
  item.append(element(key, quiet, key === "span" ? "kind" : null), element("span", text));
  return item;
};

export const deadLetters = (snapshot) => {
  const reasons = new Map();
  snapshot.partitions.forEach((p) =>
    Object.entries(p.deadLettersByReason).forEach(([reason, n]) => reasons.set(reason, (reasons.get(reason) ?? 0) + n)));
  const items = [...reasons].sort((a, b) => b[1] - a[1]).map(([reason, n]) => line("span", count(n), reason));
  byId("letters").replaceChildren(...(items.length ? items : [element("li", "none")]));
};

export const timeline = (snapshot) => {
  const shown = [...snapshot.timeline].reverse().slice(0, 50).map((event) => line("time", clock(event.time), event.text));
  byId("timeline").replaceChildren(...(shown.length ? shown : [element("li", "nothing yet")]));
};

export const newestDeadLetters = (deadLetters) => {
  byId("no-letters").hidden = deadLetters.length > 0;
  byId("newest-letters").replaceChildren(
    ...deadLetters.map((deadLetter) => {
      const row = element("tr");
      row.append(...[clock(deadLetter.time), deadLetter.place, deadLetter.reason, deadLetter.detail, deadLetter.preview]
        .map((text) => element("td", text, "text")));
      return row;
    }),
  );
};

export const newestOrders = (orders) => {
  byId("no-samples").hidden = orders.length > 0;
  byId("samples").replaceChildren(
    ...orders.map((order) => {
      const row = element("tr");
      row.append(
        element("td", String(order.partition)), element("td", order.id, "text"), element("td", order.time, "text"),
        element("td", order.customer, "text"), element("td", order.category, "text"),
        element("td", order.product, "text"), element("td", String(order.quantity)),
        element("td", order.price), element("td", order.total));
      return row;
    }),
  );
};
