// Formats values and creates elements. Data of orders is only set as text, never as markup.

const LOCALE = "en";
export const NONE = "–";
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });

export const count = (value) => (value == null ? NONE : whole.format(value));

export const rate = (value) => (value == null ? "unknown" : (value < 10 ? fine : whole).format(value));

export const perSecond = (value) => (value == null ? "rate unknown" : `${rate(value)} /s`);

// For axes and marks, where space is short: 6.2K.
export const compact = (value) => short.format(value);

export const milliseconds = (seconds) =>
  seconds == null ? NONE : (seconds < 0.01 ? fine : whole).format(seconds * 1000);

export const seconds = (value) => (value == null ? NONE : (value < 10 ? fine : whole).format(value));

// With its unit.
export const latency = (value) => {
  if (value == null) return NONE;
  return value < 10 ? `${milliseconds(value)} ms` : `${seconds(value)} s`;
};

export const duration = (total) => {
  const s = Math.floor(total);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
};

export const clock = (millis) => new Date(millis).toLocaleTimeString(LOCALE, { hourCycle: "h23" });

export const plural = (n, noun) => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

export const byId = (id) => document.getElementById(id);

export const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text != null) made.textContent = text;
  if (className) made.className = className;
  return made;
};

// Only on changes, so that screen readers and selections are not disturbed.
export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

// Text with `code` in backticks, as in the documentation.
export const withCode = (text) =>
  text.split("`").map((part, index) => (index % 2 === 1 ? element("code", part) : document.createTextNode(part)));

export const orderLink = (id) => {
  const link = element("a", id);
  link.href = `#order=${encodeURIComponent(id)}`;
  return link;
};
