// Takes the stream of views, and says how old the newest is when none comes.
import * as charts from "/charts.js";
import { count, duration, setText } from "/format.js";
import * as tables from "/tables.js";

const SILENT_AFTER_MS = 3_000;
const BETWEEN_CHARTS_MS = 2_000;
const BETWEEN_SAMPLES_MS = 10_000;
const BETWEEN_LETTERS_MS = 2_000;
const BETWEEN_TRIES_MS = 2_000;

const byId = (id) => document.getElementById(id);
let lastSeen = 0;
let wasSilent = false;
let lettersCounted = 0;
let lettersShown = 0;

const banner = (state, reason) => {
  byId("banner").dataset.state = state;
  setText(byId("state"), state === "silent" ? "No news" : state);
  setText(byId("reason"), reason);
};

const show = (view) => {
  lastSeen = Date.now();
  setText(byId("subject"), `topic ${view.topic}, group ${view.group}, up ${duration(view.uptime)}`);
  document.title = `${view.state} – Order pipeline`;
  banner(view.state, view.reason || "orders are taken and stored");
  tables.tiles(view);
  tables.partitions(view);
  tables.categories(view);
  tables.deadLetters(view);
  tables.timeline(view);
  charts.add(view);
  lettersCounted = view.totals.deadLettered;
};

const tellAge = () => {
  if (lastSeen === 0) return;
  const age = Date.now() - lastSeen;
  if (age < SILENT_AFTER_MS) {
    setText(byId("age"), "live, a view each second");
    return;
  }
  wasSilent = true;
  const news = `no news for ${count(Math.floor(age / 1000))} s`;
  setText(byId("age"), `${news}; what is shown is that old`);
  banner("silent", `the consumer does not answer; it has stopped, or the connection is down`);
};

const fetchInto = async (path, table) => {
  if (document.hidden) return;
  try {
    const answer = await fetch(path);
    if (answer.ok) table(await answer.json());
  } catch (unreachable) {
    // The banner says so already.
  }
};

const samples = () => fetchInto("/api/samples", tables.samples);

// Not with each view: only when there are other letters than those that are shown.
const letters = () => {
  if (document.hidden || lettersCounted === lettersShown) return;
  lettersShown = lettersCounted;
  fetchInto("/api/dead-letters", tables.newestLetters);
};

const listen = () => {
  const stream = new EventSource("/api/events");
  stream.onmessage = (message) => {
    show(JSON.parse(message.data));
    tellAge();
    if (wasSilent) {
      wasSilent = false;
      charts.reload();
      samples();
    }
  };
  // The browser tries again by itself after a broken connection, but not after an answer that is no stream.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, BETWEEN_TRIES_MS);
  };
};

await charts.start().catch(() => {});
listen();
samples();
// The first answer is what was read last; asking made the server read anew.
setTimeout(samples, 1_500);
setInterval(tellAge, 1_000);
setInterval(charts.draw, BETWEEN_CHARTS_MS);
setInterval(samples, BETWEEN_SAMPLES_MS);
setInterval(letters, BETWEEN_LETTERS_MS);
