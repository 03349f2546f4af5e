// What the charts show besides lines: outages, alerts, rebalances, and peaks above the scale.
import { compact } from "/format.js";
import * as history from "/history.js";

const STRIP = 5;

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Under the lines. uPlot's canvas has device pixels.
export const shade = (chart) => {
  const { ctx, bbox } = chart;
  const pixels = devicePixelRatio;
  const x = (time) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(time, "x", true)));
  const box = ([from, to], top, height) => ctx.fillRect(x(from), top, Math.max(pixels, x(to) - x(from)), height);
  ctx.save();
  ctx.fillStyle = colour("--outage");
  history.outages().forEach((span) => box(span, bbox.top, bbox.height));
  ctx.fillStyle = colour("--bad");
  history.alerts().forEach((span) => box(span, bbox.top + bbox.height - STRIP * pixels, STRIP * pixels));
  ctx.strokeStyle = colour("--quiet");
  ctx.lineWidth = pixels;
  ctx.setLineDash([3 * pixels, 3 * pixels]);
  ctx.beginPath();
  history.rebalances().filter((time) => time >= chart.scales.x.min).forEach((time) => {
    ctx.moveTo(x(time), bbox.top);
    ctx.lineTo(x(time), bbox.top + bbox.height);
  });
  ctx.stroke();
  ctx.restore();
};

const CLIPPED_FROM = 3;
const SHARE_BELOW = 0.95;

// The largest value, unless a short peak would flatten everything else.
export const top = (columns) => {
  const sorted = columns.flat().filter((value) => value != null).sort((a, b) => a - b);
  if (sorted.length === 0) return 1;
  const largest = sorted[sorted.length - 1];
  const usual = sorted[Math.floor((sorted.length - 1) * SHARE_BELOW)];
  return Math.max(1, usual > 0 && largest > CLIPPED_FROM * usual ? 1.6 * usual : 1.08 * largest);
};

// The peaks above the scale: the time and the value of the highest point of each.
const peaks = (columns, times, limit) => {
  const found = [];
  let isInside = false;
  times.forEach((time, at) => {
    const value = Math.max(...columns.map((column) => column[at] ?? 0));
    if (value > limit && !isInside) found.push({ time, value });
    const newest = found[found.length - 1];
    if (value > limit && value > newest.value) Object.assign(newest, { time, value });
    isInside = value > limit;
  });
  return found;
};

// A triangle and the value, at the upper edge.
export const markPeaks = (chart) => {
  const { ctx, bbox, data } = chart;
  const pixels = devicePixelRatio;
  let free = -Infinity;
  ctx.save();
  ctx.fillStyle = colour("--text");
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.font = `${11 * pixels}px system-ui, sans-serif`;
  peaks(data.slice(1), data[0], chart.scales.y.max).forEach(({ time, value }) => {
    const x = chart.valToPos(time, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x - 5 * pixels, bbox.top + 8 * pixels);
    ctx.lineTo(x + 5 * pixels, bbox.top + 8 * pixels);
    ctx.fill();
    const text = compact(value);
    const width = ctx.measureText(text).width;
    const left = x + 8 * pixels + width > bbox.left + bbox.width ? x - 8 * pixels - width : x + 8 * pixels;
    if (left < free) return;
    ctx.fillStyle = colour("--card");
    ctx.fillRect(left - 2 * pixels, bbox.top - pixels, width + 4 * pixels, 13 * pixels);
    ctx.fillStyle = colour("--text");
    ctx.fillText(text, left, bbox.top + 9 * pixels);
    free = left + width + 4 * pixels;
  });
  ctx.restore();
};
