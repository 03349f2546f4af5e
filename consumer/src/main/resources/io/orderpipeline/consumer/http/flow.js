// The picture of the pipeline: topic, threads, table, with rates and trouble where they are.
import { byId, count, element, perSecond, plural, setText } from "/format.js";

// More lanes than these become one.
const MOST_LANES = 8;
const LARGE_LAG = 1_000;

const WORDS = { good: "running", trouble: "held up", paused: "back-pressure", away: "with another process" };

const stateOf = (p) => (!p.owned ? "away" : p.trouble ? "trouble" : p.paused ? "paused" : "good");

export const stateWords = (p) => WORDS[stateOf(p)];

const CLASSES = { 3: ["kind", "name", "word"], 5: ["kind", "name", "figure", "figure", "word"] };

// The node's rows: what it is, its name, its figures, and its state in words.
const node = (id, state, lines, trouble) => {
  const box = byId(id);
  box.title = trouble ?? "";
  box.dataset.state = state;
  lines.forEach((text, index) => {
    if (!box.children[index]) box.append(element("p", null, CLASSES[lines.length][index]));
    setText(box.children[index], text);
  });
};

// From none to four: an order of magnitude is one step.
const speed = (stored) => (stored > 0 ? Math.min(4, 1 + Math.floor(Math.log10(Math.max(1, stored)))) : 0);

const arrow = (box, text, stored, state) => {
  box.dataset.speed = speed(stored);
  box.dataset.state = state;
  setText(box.children[0], text);
};

const newLane = () => {
  const lane = element("li", null, "lane");
  const arrows = [0, 1].map(() => {
    const box = element("span", null, "arrow");
    box.append(element("span", null, "label"), element("span", null, "shaft"));
    return box;
  });
  const thread = element("span", null, "node thread");
  thread.append(element("span", null, "name"), element("span", null, "owner"), element("span", null, "word"));
  lane.append(arrows[0], thread, arrows[1]);
  return lane;
};

const show = (lane, { name, owner, state, word, lag, stored, inFlight }) => {
  const [before, thread, after] = lane.children;
  thread.dataset.state = state;
  [name, owner, word].forEach((text, index) => setText(thread.children[index], text));
  arrow(before, lag == null ? "lag unknown" : `lag ${count(lag)}`, stored, lag >= LARGE_LAG ? "trouble" : "good");
  arrow(after, `${perSecond(stored)} · ${count(inFlight)} in flight`, stored, state === "trouble" ? "trouble" : "good");
};

const laneOf = (p) => ({
  name: `partition ${p.partition}`, owner: p.thread, state: stateOf(p), word: stateWords(p),
  lag: p.lag?.records, stored: p.rates.now, inFlight: p.inFlight,
});

const sum = (partitions, value) =>
  partitions.reduce((total, p) => (total == null || value(p) == null ? null : total + value(p)), 0);

const laneOfRest = (rest) => ({
  name: `${rest.length} more`, owner: "in the table below", state: rest.every((p) => !p.owned) ? "away" : "good",
  word: "running", lag: sum(rest, (p) => p.lag?.records), stored: sum(rest, (p) => p.rates.now),
  inFlight: sum(rest, (p) => p.inFlight),
});

const needsAttention = (p) => (p.trouble ? 2 : 0) + ((p.lag?.records ?? 0) >= LARGE_LAG ? 1 : 0);

// Those that need attention first; then by number, so that the picture does not jump.
const lanesOf = (partitions) => {
  if (partitions.length <= MOST_LANES) return partitions.map(laneOf);
  const sorted = [...partitions].sort((a, b) => needsAttention(b) - needsAttention(a) || a.partition - b.partition);
  const shown = sorted.slice(0, MOST_LANES - 1).sort((a, b) => a.partition - b.partition);
  return [...shown.map(laneOf), laneOfRest(sorted.slice(MOST_LANES - 1))];
};

const lanes = (partitions) => {
  const list = byId("lanes");
  const wanted = lanesOf(partitions);
  while (list.children.length > wanted.length) list.lastElementChild.remove();
  while (list.children.length < wanted.length) list.append(newLane());
  wanted.forEach((each, index) => show(list.children[index], each));
};

export const flow = (snapshot) => {
  const { troubles, totals } = snapshot;
  node("node-topic", troubles.broker ? "trouble" : "good", [
    "Kafka topic", snapshot.topic, `${perSecond(snapshot.produced.now)} in`,
    plural(snapshot.partitions.length, "partition"), troubles.broker ? "does not answer" : "answers"], troubles.broker);
  lanes(snapshot.partitions);
  node("node-table", troubles.database ? "trouble" : "good", [
    "Cassandra table", "orders", `${count(totals.written)} stored`,
    `${count(totals.requests)} of ${count(totals.requestLimit)} requests`,
    troubles.database ? "held up" : "answers"], troubles.database);
  node("node-dead-letters", troubles.deadLetters ? "trouble" : totals.deadLettered > 0 ? "note" : "good", [
    "Dead letters", count(totals.deadLettered),
    troubles.deadLetters ? "cannot be committed" : "invalid records, with the reason"], troubles.deadLetters);
  byId("node-registry").hidden = !troubles.registry;
  if (troubles.registry) {
    node("node-registry", "trouble", ["Schema registry", "records wait", "held up"], troubles.registry);
  }
};
