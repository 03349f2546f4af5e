// The headline state, and the figures of one snapshot.
import { NONE, byId, count, duration, element, latency, rate, seconds, setText } from "/format.js";

const say = (state, words, firing, reason) => {
  byId("banner").dataset.state = state;
  setText(byId("state"), words);
  setText(byId("firing"), firing);
  setText(byId("reason"), reason);
};

const words = (alerts) => {
  if (alerts.length === 0) return "";
  return `${alerts.length === 1 ? "Alert" : `${alerts.length} alerts`}: ${alerts.join(", ")}`;
};

export const headline = (snapshot) => {
  const { alerts, state } = snapshot;
  const firing = words(alerts);
  say(firing ? "alert" : state, state, firing, snapshot.reason || "consuming and storing orders");
  setText(byId("subject"), `topic ${snapshot.topic}, group ${snapshot.group}, up ${duration(snapshot.uptime)}`);
  document.title = `${firing || state} – Order pipeline`;
};

export const starting = () =>
  say("starting", "starting", "", "the consumer waits for the broker, the topic or Cassandra; its log has the reason");

export const stale = () => {
  say("stale", "No news", "", "the consumer does not respond: it has stopped, or the connection is down");
  document.title = "no news – Order pipeline";
};

const tile = (name, value, unit, detail, isLarge) => {
  const list = byId("tiles");
  let box = list.querySelector(`[data-name="${name}"]`);
  if (!box) {
    box = element("div", null, isLarge ? "large" : null);
    box.dataset.name = name;
    box.append(element("dt", name), element("dd"), element("dd", null, "detail"));
    list.append(box);
  }
  setText(box.children[1], value + (unit && value !== NONE && value !== "unknown" ? ` ${unit}` : ""));
  box.children[1].title = box.children[1].textContent;
  setText(box.children[2], detail ?? "");
};

const waitOf = (partitions) => {
  const wait = Math.max(0, ...partitions.map((p) => p.lag?.seconds ?? 0));
  return wait < 1 ? "the oldest waits less than 1 s" : `the oldest waits ${seconds(wait)} s`;
};

const lagDetail = ({ lagRecords, partitions }) => {
  if (lagRecords == null) return "the broker does not answer";
  return lagRecords === 0 ? "nothing waits" : waitOf(partitions);
};

const latencyDetail = ({ p50 }) =>
  p50 == null ? "no order in the last second" : `half within ${latency(p50)}`;

export const tiles = (snapshot) => {
  const { totals, alerts, written, lagRecords, endToEnd } = snapshot;
  tile("Orders stored", rate(written.now), "/s", `${rate(written.overTenSeconds)} /s over 10 s`, true);
  tile("Lag", lagRecords == null ? "unknown" : count(lagRecords), null, lagDetail(snapshot), true);
  tile("End-to-end p99", latency(endToEnd.p99), null, latencyDetail(endToEnd), true);
  tile("Orders in", rate(snapshot.produced.now), "/s");
  tile("Stored in all", count(totals.written));
  tile("Dead letters", count(totals.deadLettered));
  tile("Write p99", latency(snapshot.write.p99));
  tile("In flight", count(totals.inFlight));
  tile("Retries", count(totals.retries));
  tile("Rebalances", count(snapshot.rebalances));
  tile("Open transaction", snapshot.openTransaction ?? "none");
  tile("Alerts", alerts.length === 0 ? "none" : alerts.join(", "));
};

export const age = (millis, isStale) =>
  setText(byId("age"), isStale
    ? `no news for ${count(Math.floor(millis / 1000))} s; the values below are from then`
    : "live, updated every second");
