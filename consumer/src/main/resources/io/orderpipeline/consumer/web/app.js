// Takes the stream of views, and says how old the newest is when none comes.
import * as charts from "/charts.js";
import { count, duration, setText } from "/format.js";
import * as tables from "/tables.js";

const SILENT_AFTER_MS = 3_000;
const BETWEEN_CHARTS_MS = 2_000;
const BETWEEN_SAMPLES_MS = 10_000;

const byId = (id) => document.getElementById(id);
let lastSeen = 0;
let wasSilent = false;

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

const samples = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch("/api/samples");
    if (answer.ok) tables.samples(await answer.json());
  } catch (unreachable) {
    // The banner says so already.
  }
};

const listen = () => {
  const stream = new EventSource("/api/events");
  stream.onmessage = (message) => {
    show(JSON.parse(message.data));
    if (wasSilent) {
      wasSilent = false;
      charts.reload();
      samples();
    }
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
