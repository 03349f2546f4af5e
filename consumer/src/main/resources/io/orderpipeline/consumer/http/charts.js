// Four charts with one time axis and one crosshair. Few partitions have a line each; many have a thin one, and a bold
// one for all.
import { colour, markPeaks, shade, top } from "/chart-marks.js";
import { byId, clock, compact, element, setText } from "/format.js";
import * as history from "/history.js";

const MINUTE = 60 * 1000;
const MOST_COLOURS = 8;
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

const sum = (values) => values.reduce((total, value) => total + value, 0);
const largest = (values) => Math.max(...values);

const linear = { range: (chart) => [0, top(chart.data.slice(areMany() ? -1 : 1))] };
// Linear up to 1, so that it has a zero.
const logarithmicFromZero = { distr: 4, asinh: 1, range: (chart, min, max) => [0, Math.max(100, 1.5 * (max ?? 0))] };
const logarithmic = { distr: 3, range: (chart, min, max) => decades(min, max) };

// A logarithmic scale has no zero.
const LEAST_MS = 0.1;
const inMilliseconds = (value) => Math.max(LEAST_MS, value * 1000);

// Index of the value in a point of the history, the unit shown, and what stands for all partitions.
const CHARTS = [
  { id: "chart-rate", index: 1, unit: (value) => value, all: sum, scale: linear },
  { id: "chart-lag", index: 2, unit: (value) => value, all: sum, scale: logarithmicFromZero },
  { id: "chart-write", index: 3, unit: inMilliseconds, all: largest, scale: logarithmic },
  { id: "chart-end", index: 4, unit: inMilliseconds, all: largest, scale: logarithmic },
];

// Powers of ten; within one of them also 2 and 5.
const powers = (chart, axis, min, max) => {
  const found = min > 0 ? [] : [0];
  const isOneDecade = max / min <= 10;
  for (let power = min > 0 ? min : 1; power <= max; power *= 10) {
    found.push(power, ...(isOneDecade ? [2 * power, 5 * power] : []));
  }
  return found.filter((value) => value <= max);
};

const decades = (min, max) => {
  if (min == null) return [1, 10];
  const first = Math.floor(Math.log10(min));
  return [10 ** first, 10 ** Math.max(first + 1, Math.ceil(Math.log10(max)))];
};

let numbers = [];
let charts = [];

const areMany = () => numbers.length > MOST_COLOURS;

const axis = (extra) => ({
  stroke: colour("--quiet"), font: "11px system-ui, sans-serif", ticks: { show: false },
  grid: { stroke: colour("--line"), width: 1 }, ...extra,
});

const time = (millis) => (millis % MINUTE === 0 ? clock(millis).slice(0, 5) : clock(millis));

const lines = () => {
  const each = numbers.map((number, index) => ({
    label: `p${number}`, width: areMany() ? 0.6 : 1.5, points: { show: false },
    stroke: areMany() ? colour("--thin") : colour(`--series-${index + 1}`),
    dash: DASHES[areMany() ? 0 : Math.floor(index / 2) % DASHES.length],
  }));
  const all = { label: "all", width: 2, points: { show: false }, stroke: colour("--series-1"), dash: DASHES[0] };
  return areMany() ? [...each, all] : each;
};

// Beside the title: the values at the crosshair, or the newest ones.
const readOut = (chart, box) => {
  const at = chart.cursor.idx ?? chart.data[0].length - 1;
  const shown = chart.series.slice(1).map((series, index) => [series.label, chart.data[index + 1][at]])
    .filter(([label, value]) => value != null && (!areMany() || label === "all"))
    .map(([label, value]) => `${label} ${compact(value)}`);
  const moment = chart.cursor.idx == null ? "" : `${clock(chart.data[0][at])}  `;
  setText(box, moment + shown.join("  "));
};

const make = ({ id, scale }) => {
  const ticks = scale.distr ? { splits: powers, filter: (chart, values) => values } : {};
  const figure = byId(id);
  figure.querySelector(".plot")?.remove();
  const readout = figure.querySelector("output") ?? figure.firstElementChild.appendChild(element("output"));
  readout.setAttribute("aria-live", "off");
  const plot = figure.appendChild(element("div", null, "plot"));
  plot.role = "img";
  plot.setAttribute("aria-label", `${figure.firstElementChild.firstChild.textContent}, by partition`);
  return new uPlot({
    width: plot.clientWidth, height: plot.clientHeight, ms: 1, padding: [10, 8, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: "time" }, y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { x: { range: () => history.range() }, y: scale },
    axes: [
      axis({ size: 26, space: 70, values: (chart, times) => times.map(time) }),
      axis({ size: 46, space: 32, ...ticks, values: (chart, values) => values.map(compact) }),
    ],
    series: [{}, ...lines()],
    hooks: {
      drawClear: [shade], draw: [markPeaks],
      setCursor: [(chart) => readOut(chart, readout)], setData: [(chart) => readOut(chart, readout)],
    },
  }, [[], ...lines().map(() => [])], plot);
};

const legendItem = (text, { stroke, dash }) => {
  const item = element("li", text);
  item.style.setProperty("--swatch", stroke);
  item.dataset.dash = String(DASHES.indexOf(dash));
  return item;
};

const legend = () => {
  const shown = lines();
  byId("legend").replaceChildren(...(areMany()
    ? [legendItem("all partitions: sum, or slowest", shown.at(-1)), legendItem("each partition", shown[0])]
    : shown.map((line, index) => legendItem(`partition ${numbers[index]}`, line))));
};

const recreate = () => {
  charts.forEach((chart) => chart.destroy());
  charts = CHARTS.map(make);
  legend();
};

const data = ({ index, unit, all }) => {
  const columns = history.values(numbers, index)
    .map((column) => column.map((value) => (value == null ? null : unit(value))));
  if (!areMany()) return columns;
  return [...columns, columns[0].map((ignored, at) => {
    const known = columns.map((column) => column[at]).filter((value) => value != null);
    return known.length === 0 ? null : all(known);
  })];
};

const title = ([from, to]) => {
  const span = Math.round((to - from) / 1000);
  return span < 120 ? `The last ${span} seconds` : `The last ${Math.round(span / 60)} minutes`;
};

export const draw = () => {
  if (document.hidden || history.isEmpty()) return;
  const current = history.partitions();
  if (current.join() !== numbers.join()) {
    numbers = current;
    recreate();
  }
  const times = history.times();
  charts.forEach((chart, index) => chart.setData([times, ...data(CHARTS[index])]));
  setText(byId("charts-title"), title(history.range()));
};

const resize = () => charts.forEach((chart) => {
  const { clientWidth: width, clientHeight: height } = chart.root.parentElement;
  if (width !== chart.width || height !== chart.height) chart.setSize({ width, height });
});

// The page must be visible, because the charts take their size from it.
export const start = () => {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { recreate(); draw(); });
  new ResizeObserver(resize).observe(byId("chart-rate"));
  draw();
};
