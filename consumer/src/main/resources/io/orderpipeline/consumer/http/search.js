// Asks what became of one order, and shows the answer in a dialog. The address keeps the order: /#order=ID.
import { command } from "/commands.js";
import { byId, clock, count, element, plural, withCode } from "/format.js";

const PREFIX = "#order=";

const SIGNS = { stored: "good", "record-gone": "good", superseded: "good", "not-consumed": "wait", unknown: "wait" };

const list = (title, items) => {
  if (items.length === 0) return [];
  const box = element("ul");
  box.append(...items.map((text) => element("li", text)));
  return [element("h3", title), box];
};

const moment = (time) => (time == null ? "" : `, ${time}`);

const recordText = (record) => [
  `${record.place}${moment(record.time)}`, `key ${record.key ?? "none"}`, `${count(record.size)} bytes`,
  record.text + (record.detail ? ` (${record.detail})` : "")].join(" · ");

const letterText = (letter) =>
  `${letter.place}${moment(letter.time)} · ${letter.reason}: ${letter.detail}${letter.replayed ? " · replayed" : ""}`;

const rowText = (row) =>
  [`partition ${row.partition}`, row.writtenBy ? `written by ${row.writtenBy}` : null,
    ...Object.entries(row.values).map(([name, value]) => `${name} ${value}`)].filter(Boolean).join(" · ");

const rangeText = (range) => `partition ${range.partition}: offsets ${count(range.from)} to ${count(range.to)}`;

const searched = (ranges) => {
  const box = element("details");
  const offsets = element("ul");
  offsets.append(...ranges.map((range) => element("li", rangeText(range))));
  // A partition may have several ranges.
  const partitions = new Set(ranges.map((range) => range.partition)).size;
  box.append(element("summary", `Searched ${plural(partitions, "partition")}`), offsets);
  return box;
};

const noteOf = (text) => {
  const made = element("p", null, "note");
  made.append(...withCode(text));
  return made;
};

const answer = (found) => {
  const verdict = element("p", found.text, "verdict");
  verdict.dataset.state = SIGNS[found.verdict] ?? "bad";
  const more = found.moreRecords > 0 ? [`and ${count(found.moreRecords)} more`] : [];
  return [
    verdict,
    ...list("Records in the topic", [...(found.records ?? []).map(recordText), ...more]),
    ...list("Dead letters", (found.deadLetters ?? []).map(letterText)),
    ...list("Rows in Cassandra", (found.rows ?? []).map(rowText)),
    ...(found.notes ?? []).map(noteOf),
    searched(found.searched ?? []),
  ];
};

// There, an id that begins with a dash would be an option.
const onCommandLine = (id) => (id.startsWith("-") ? []
  : [element("p", "The same search on the command line:", "note"), command("order", id)]);

const failure = async (id, response) => {
  const text = (await response.text()).trim().slice(0, 300);
  const words = {
    404: "This consumer has no search for orders.",
    429: "Another search is running. Try again in a second.",
    503: `The search is not available now: ${text}`,
  }[response.status] ?? `The search failed: ${text || `HTTP status ${response.status}`}`;
  const verdict = element("p", words, "verdict");
  verdict.dataset.state = "wait";
  return [verdict, ...onCommandLine(id)];
};

let latest = 0;

const search = async (id) => {
  const mine = ++latest;
  byId("order-id").value = id;
  byId("order-title").textContent = `Order ${id}`;
  byId("order-result").replaceChildren(element("p", "searching …", "verdict"));
  if (!byId("order").open) byId("order").showModal();
  let shown;
  try {
    const response = await fetch(`/api/orders/${encodeURIComponent(id)}`);
    shown = response.ok ? answer(await response.json()) : await failure(id, response);
  } catch (unreachable) {
    shown = [element("p", `The consumer does not respond (${clock(Date.now())}).`, "verdict")];
  }
  if (mine === latest) byId("order-result").replaceChildren(...shown);
};

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (malformed) {
    return text;
  }
};

const followAddress = () => {
  if (location.hash.startsWith(PREFIX)) search(decoded(location.hash.slice(PREFIX.length)));
  else byId("order").close();
};

export const start = () => {
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = PREFIX + encodeURIComponent(byId("order-id").value.trim());
    if (wanted === PREFIX) return;
    if (location.hash === wanted) followAddress();
    else location.hash = wanted;
  });
  // Without this, the same link would not open the dialog twice.
  byId("order").addEventListener("close", () => {
    if (location.hash.startsWith(PREFIX)) history.replaceState(null, "", location.pathname);
  });
  addEventListener("hashchange", followAddress);
  followAddress();
};
