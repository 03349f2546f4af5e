// Receives the stream of snapshots, and shows the age of the newest one when none arrives.
import * as charts from "/charts.js";
import { count, duration, setText } from "/format.js";
import * as tables from "/tables.js";

const STALE_AFTER_MS = 3_000;
const CHART_INTERVAL_MS = 2_000;
const ORDERS_INTERVAL_MS = 10_000;
const DEAD_LETTERS_INTERVAL_MS = 2_000;
const RECONNECT_INTERVAL_MS = 2_000;

const byId = (id) => document.getElementById(id);
let receivedAt = 0;
let wasStale = false;
let deadLettersCounted = 0;
let deadLettersShown = 0;

const banner = (state, reason) => {
  byId("banner").dataset.state = state;
  setText(byId("state"), state === "stale" ? "No news" : state);
  setText(byId("reason"), reason);
};

const show = (snapshot) => {
  receivedAt = Date.now();
  setText(byId("subject"), `topic ${snapshot.topic}, group ${snapshot.group}, up ${duration(snapshot.uptime)}`);
  document.title = `${snapshot.state} – Order pipeline`;
  banner(snapshot.state, snapshot.reason || "consuming and storing orders");
  tables.tiles(snapshot);
  tables.partitions(snapshot);
  tables.categories(snapshot);
  tables.deadLetters(snapshot);
  tables.timeline(snapshot);
  charts.add(snapshot);
  deadLettersCounted = snapshot.totals.deadLettered;
};

const showAge = () => {
  if (receivedAt === 0) return;
  const age = Date.now() - receivedAt;
  if (age < STALE_AFTER_MS) {
    setText(byId("age"), "live, updated every second");
    return;
  }
  wasStale = true;
  setText(byId("age"), `no news for ${count(Math.floor(age / 1000))} s; the values below are from then`);
  banner("stale", "the consumer does not respond: it has stopped, or the connection is down");
};

const fetchInto = async (path, table) => {
  if (document.hidden) return;
  try {
    const response = await fetch(path);
    if (response.ok) table(await response.json());
  } catch (unreachable) {
    // The banner shows this already.
  }
};

const newestOrders = () => fetchInto("/api/samples", tables.newestOrders);

// Fetches dead letters only when there are new ones.
const newestDeadLetters = () => {
  if (document.hidden || deadLettersCounted === deadLettersShown) return;
  deadLettersShown = deadLettersCounted;
  fetchInto("/api/dead-letters", tables.newestDeadLetters);
};

const listen = () => {
  const stream = new EventSource("/api/events");
  stream.onmessage = (message) => {
    show(JSON.parse(message.data));
    showAge();
    if (wasStale) {
      wasStale = false;
      charts.reload();
      newestOrders();
    }
  };
  // The browser reconnects after a broken connection, but not after a response that is not a stream.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RECONNECT_INTERVAL_MS);
  };
};

await charts.start().catch(() => {});
listen();
newestOrders();
// The first request returns the previous result and starts the next query.
setTimeout(newestOrders, 1_500);
setInterval(showAge, 1_000);
setInterval(charts.draw, CHART_INTERVAL_MS);
setInterval(newestOrders, ORDERS_INTERVAL_MS);
setInterval(newestDeadLetters, DEAD_LETTERS_INTERVAL_MS);
