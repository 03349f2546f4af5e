// Receives the stream of snapshots, and shows the age of the newest one when none arrives.
import { alerts } from "/alerts.js";
import * as charts from "/charts.js";
import * as commands from "/commands.js";
import { flow } from "/flow.js";
import { byId } from "/format.js";
import * as headline from "/headline.js";
import * as history from "/history.js";
import * as lists from "/lists.js";
import * as orders from "/orders.js";
import * as partitions from "/partitions.js";
import * as search from "/search.js";

const STALE_AFTER_MS = 3_000;
const CHART_INTERVAL_MS = 2_000;
const ORDERS_INTERVAL_MS = 10_000;
const DEAD_LETTERS_INTERVAL_MS = 2_000;
const RECONNECT_INTERVAL_MS = 2_000;

let receivedAt = 0;
let wasStale = false;
let deadLettersCounted = 0;
let deadLettersShown = 0;

// Nothing below the headline is shown before the first snapshot, so that nothing moves when it arrives.
const reveal = () => {
  byId("page").hidden = false;
  byId("list-command").replaceChildren(commands.command("dead-letters list"));
  charts.start();
};

const show = (snapshot) => {
  const isFirst = receivedAt === 0;
  receivedAt = Date.now();
  commands.use(snapshot);
  headline.headline(snapshot);
  headline.tiles(snapshot);
  flow(snapshot);
  alerts(snapshot);
  partitions.partitions(snapshot);
  lists.deadLetters(snapshot);
  lists.categories(snapshot);
  lists.timeline(snapshot);
  history.add(snapshot);
  deadLettersCounted = snapshot.totals.deadLettered;
  headline.age(0, false);
  if (isFirst) reveal();
};

const showAge = () => {
  if (receivedAt === 0) return;
  const age = Date.now() - receivedAt;
  wasStale ||= age >= STALE_AFTER_MS;
  if (age >= STALE_AFTER_MS) {
    headline.age(age, true);
    headline.stale();
  }
};

// Empty when the consumer does not respond, which the headline shows already.
const json = async (path) => {
  try {
    const response = await fetch(path);
    return response.ok ? [await response.json()] : [];
  } catch (unreachable) {
    return [];
  }
};

const fetchInto = async (path, table) => (await json(path)).forEach(table);

const newestOrders = () => fetchInto("/api/samples", orders.newestOrders);
const newestDeadLetters = () => fetchInto("/api/dead-letters", orders.newestDeadLetters);

const whileVisible = (task) => () => { if (!document.hidden) task(); };

const fetchNewDeadLetters = () => {
  if (deadLettersCounted === deadLettersShown) return;
  deadLettersShown = deadLettersCounted;
  newestDeadLetters();
};

const reload = () => history.reload().then(charts.draw, () => {});

const listen = () => {
  const stream = new EventSource("/api/events");
  stream.onmessage = (message) => {
    show(JSON.parse(message.data));
    if (wasStale) {
      wasStale = false;
      reload();
      newestOrders();
    }
  };
  // The browser reconnects after a broken connection, but not after a response that is not a stream.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, RECONNECT_INTERVAL_MS);
  };
};

lists.start();
orders.start();
partitions.start();
search.start();
await Promise.all([history.reload().catch(() => {}), newestOrders(), newestDeadLetters()]);
listen();
setTimeout(() => { if (receivedAt === 0) headline.starting(); }, STALE_AFTER_MS);
// The first request returns the previous result and starts the next query.
setTimeout(newestOrders, 1_500);
setInterval(showAge, 1_000);
setInterval(charts.draw, CHART_INTERVAL_MS);
setInterval(whileVisible(newestOrders), ORDERS_INTERVAL_MS);
setInterval(whileVisible(fetchNewDeadLetters), DEAD_LETTERS_INTERVAL_MS);
