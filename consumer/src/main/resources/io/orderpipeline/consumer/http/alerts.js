// The panel that explains the alerts: those that are firing first and open.
import { HELP } from "/alert-help.js";
import { command } from "/commands.js";
import { byId, clock, element, withCode } from "/format.js";

const UNKNOWN = {
  meaning: "see Alerts in docs/monitoring.md",
  action: "see Health and alerts in docs/operations.md",
  commands: ["doctor"],
};

// Why and since when: the newest event that starts the alert.
const startOf = (name, timeline) =>
  [...timeline].reverse().find((event) => event.kind === "alert" && event.text.startsWith(`${name} starts: `));

const paragraph = (label, text) => {
  const made = element("p");
  made.append(element("b", label), " ", ...withCode(text));
  return made;
};

const explanation = (name, isFiring, isOpen, timeline) => {
  const { meaning, action, commands } = HELP[name] ?? UNKNOWN;
  const box = element("details", null, isFiring ? "firing" : null);
  box.dataset.alert = name;
  box.open = isOpen;
  box.append(element("summary", name));
  const start = isFiring ? startOf(name, timeline) : null;
  if (start) {
    const reason = start.text.slice(`${name} starts: `.length);
    box.append(element("p", `Since ${clock(start.time)}: ${reason}`, "cause"));
  }
  box.append(paragraph("Meaning", meaning), paragraph("What to do", action), ...commands.map((each) => command(each)));
  return box;
};

const WIDE = matchMedia("(min-width: 70rem)");

const notFiring = (names, isOpen) => {
  const box = element("details", null, "others");
  box.open = isOpen;
  box.append(element("summary", `${names.length} alerts are not firing`),
    ...names.map((name) => explanation(name, false, false)));
  return box;
};

let shown;

// Built anew only when an alert starts or ends, so that a reader can open one in peace.
export const alerts = ({ alerts: firing, timeline }) => {
  const key = firing.join();
  if (key === shown) return;
  shown = key;
  const others = Object.keys(HELP).filter((name) => !firing.includes(name));
  byId("alerts").replaceChildren(
    ...firing.map((name, index) => explanation(name, true, index === 0, timeline)),
    ...(firing.length === 0 ? [element("p", "No alert is firing.", "quiet")] : []),
    notFiring(others, WIDE.matches && firing.length === 0),
  );
};
