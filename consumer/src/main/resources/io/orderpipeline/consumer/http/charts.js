// Four charts of the last 15 minutes, with one line for each partition.
import { clock } from "/format.js";

const MINUTE = 60 * 1000;
const LONGEST_SPAN = 15 * MINUTE;
// Soon after the start, the charts show this span.
const SHORTEST_SPAN = 2 * MINUTE;
const COLOURS = ["#2f78c4", "#c2571a", "#2d8f5b", "#9650b5", "#b0870e", "#c43d6b", "#3a9aa3", "#7c7f86"];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

// Index of each value in a point of /api/history, after the partition's number.
const CHARTS = [
  { id: "chart-rate", index: 1, scale: 1 },
  { id: "chart-lag", index: 2, scale: 1 },
  { id: "chart-write", index: 3, scale: 1000 },
  { id: "chart-end", index: 4, scale: 1000 },
];

let points = [];
let charts = [];

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const axis = (extra) => ({
  grid: { color: style("--line") },
  ticks: { color: style("--quiet"), maxTicksLimit: 6, maxRotation: 0 },
  ...extra,
});

const roundTimes = (from, to) => {
  const span = to - from;
  const step = span < 4 * MINUTE ? MINUTE / 2 : span < 8 * MINUTE ? 2 * MINUTE : 5 * MINUTE;
  const times = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) times.push({ value: time });
  return times;
};

const make = ({ id }) =>
  new Chart(document.getElementById(id), {
    type: "line",
    data: { datasets: [] },
    options: {
      animation: false, parsing: false, normalized: true, maintainAspectRatio: false, spanGaps: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      elements: { point: { radius: 0 }, line: { borderWidth: 1.6 } },
      scales: {
        x: axis({
          type: "linear",
          afterBuildTicks: (scale) => { scale.ticks = roundTimes(scale.min, scale.max); },
          ticks: {
            color: style("--quiet"), maxRotation: 0,
            callback: (time) => (time % MINUTE === 0 ? clock(time).slice(0, 5) : clock(time)),
          },
        }),
        y: axis({ beginAtZero: true }),
      },
      plugins: {
        legend: { labels: { color: style("--text"), boxHeight: 1, boxWidth: 24 } },
        tooltip: { callbacks: { title: (items) => clock(items[0].parsed.x) } },
      },
    },
  });

const partitionsOf = () => [...new Set(points.flatMap((point) => point.slice(1).map((values) => values[0])))].sort((a, b) => a - b);

const dataset = (partition, { index, scale }) => ({
  label: `partition ${partition}`,
  borderColor: COLOURS[partition % COLOURS.length],
  borderDash: DASHES[partition % DASHES.length],
  data: points.map((point) => {
    const values = point.slice(1).find((each) => each[0] === partition);
    return { x: point[0], y: values == null || values[index] == null ? NaN : values[index] * scale };
  }),
});

export const draw = () => {
  if (charts.length === 0 || document.hidden || points.length === 0) return;
  const newest = points[points.length - 1][0];
  const span = Math.min(LONGEST_SPAN, Math.max(SHORTEST_SPAN, newest - points[0][0]));
  const partitions = partitionsOf();
  CHARTS.forEach((each, index) => {
    charts[index].data.datasets = partitions.map((partition) => dataset(partition, each));
    const x = charts[index].options.scales.x;
    x.min = newest - span;
    x.max = newest;
    charts[index].update("none");
  });
};

const recreate = () => {
  charts.forEach((chart) => chart.destroy());
  charts = CHARTS.map(make);
  draw();
};

export const start = async () => {
  charts = CHARTS.map(make);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recreate);
  await reload();
};

// Also after a break in the stream, to load what was missed.
export const reload = async () => {
  const response = await fetch("/api/history");
  if (response.ok) points = await response.json();
  draw();
};

export const add = (snapshot) => {
  points.push([
    snapshot.time,
    ...snapshot.partitions.map((p) => [p.partition, p.rates.now, p.lag?.records ?? null, p.write.p99, p.endToEnd.p99]),
  ]);
  points = points.filter((point) => point[0] > snapshot.time - LONGEST_SPAN);
};
