// Dead letters by reason, orders by category, and the timeline.
import { byId, clock, count, element } from "/format.js";
import { more } from "/tables.js";

const MOST_CATEGORIES = 20;
const MOST_EVENTS = 200;

const updates = {};

export const start = () => {
  updates.letters = more(byId("letters"), "reasons");
  updates.categories = more(byId("categories"), "categories");
  updates.timeline = more(byId("timeline"), "events", 6);
};

const replace = (id, items, none) => {
  byId(id).replaceChildren(...(items.length > 0 ? items : [element("li", none, "quiet")]));
  updates[id]();
};

const bars = (counts, className) => {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...sorted.map(([, n]) => n));
  return sorted.map(([name, n]) => {
    const label = element("label");
    const bar = element("progress");
    bar.max = most;
    bar.value = n;
    label.append(element("span", name), element("span", count(n), className), bar);
    const item = element("li");
    item.append(label);
    return item;
  });
};

export const categories = (snapshot) =>
  replace("categories", bars(Object.entries(snapshot.categories)).slice(0, MOST_CATEGORIES), "none yet");

export const deadLetters = (snapshot) => {
  const reasons = new Map();
  snapshot.partitions.forEach((p) =>
    Object.entries(p.deadLettersByReason)
      .forEach(([reason, n]) => reasons.set(reason, (reasons.get(reason) ?? 0) + n)));
  replace("letters", bars(reasons, "kind"), "none");
};

let newestEvent = null;

// Built anew only after an event, so that a reader can select text.
export const timeline = (snapshot) => {
  const newest = JSON.stringify(snapshot.timeline.at(-1));
  if (newest === newestEvent) return;
  newestEvent = newest;
  replace("timeline", [...snapshot.timeline].reverse().slice(0, MOST_EVENTS).map((event) => {
    const item = element("li");
    item.dataset.kind = event.kind;
    item.append(element("time", clock(event.time)), element("span", event.kind, "kind"), element("span", event.text));
    return item;
  }), "nothing yet");
};
