// The points of the charts: those of /api/history, and those of the snapshots since.
const LONGEST_MS = 15 * 60 * 1000;
// Soon after the start, the charts show this span.
const SHORTEST_MS = 10 * 1000;

let points = [];

// Also after a break in the stream, to load what was missed.
export const reload = async () => {
  const response = await fetch("/api/history");
  if (response.ok) points = await response.json();
};

// The same form as in /api/history: time, values of each partition, condition.
export const add = (snapshot) => {
  const { time, partitions, state, alerts, rebalances } = snapshot;
  if (points.length > 0 && points[points.length - 1][0] >= time) return;
  points.push([
    time,
    ...partitions.map((p) => [p.partition, p.rates.now, p.lag?.records ?? null, p.write.p99, p.endToEnd.p99]),
    { state, alerts, rebalances },
  ]);
  points = points.filter((point) => point[0] > time - LONGEST_MS);
};

export const isEmpty = () => points.length === 0;

export const times = () => points.map((point) => point[0]);

export const range = () => {
  const newest = points[points.length - 1][0];
  return [newest - Math.min(LONGEST_MS, Math.max(SHORTEST_MS, newest - points[0][0])), newest];
};

export const partitions = () =>
  [...new Set(points.flatMap((point) => point.slice(1, -1).map((values) => values[0])))].sort((a, b) => a - b);

// One array for each partition, with null where nothing is known.
export const values = (numbers, index) => {
  const columns = new Map(numbers.map((number) => [number, new Array(points.length).fill(null)]));
  points.forEach((point, at) =>
    point.slice(1, -1).forEach((each) => { columns.get(each[0])[at] = each[index]; }));
  return [...columns.values()];
};

const condition = (point) => point[point.length - 1];

// The spans of time in which the condition holds.
const spans = (holds) => {
  const found = [];
  points.forEach((point, index) => {
    if (!holds(condition(point))) return;
    const isNext = index > 0 && holds(condition(points[index - 1]));
    if (isNext) found[found.length - 1][1] = point[0];
    else found.push([points[Math.max(0, index - 1)][0], point[0]]);
  });
  return found;
};

export const outages = () => spans(({ state }) => state === "degraded");

export const alerts = () => spans((each) => each.alerts.length > 0);

export const rebalances = () =>
  points.filter((point, index) => index > 0 && condition(point).rebalances > condition(points[index - 1]).rebalances)
    .map((point) => point[0]);
