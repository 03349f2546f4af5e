// Commands of consumer.jar that can be copied.
import { element } from "/format.js";

const DEFAULTS = { topic: "orders", group: "order-consumer" };
const COPIED_FOR_MS = 1_500;

let options = "";

const quoted = (text) => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

// The topic and the group of this consumer, where they are not the defaults.
export const use = (snapshot) => {
  options = Object.entries(DEFAULTS)
    .filter(([name, value]) => snapshot[name] !== value)
    .map(([name]) => ` --${name} ${quoted(snapshot[name])}`)
    .join("");
};

const copy = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch (refused) {
    // Without HTTPS, browsers allow this only on the machine itself.
    button.textContent = "Select it to copy";
    getSelection().selectAllChildren(button.previousElementSibling);
  }
  setTimeout(() => { button.textContent = "Copy"; }, COPIED_FOR_MS);
};

// A command such as "doctor" with its arguments, and a button that copies it.
export const command = (name, ...values) => {
  const text = ["java -jar consumer/target/consumer.jar", name, ...values.map(quoted)].join(" ") + options;
  const box = element("span", null, "command");
  const button = element("button", "Copy");
  button.type = "button";
  button.setAttribute("aria-label", `Copy the command ${name}`);
  button.addEventListener("click", () => copy(text, button));
  box.append(element("code", text), button);
  return box;
};
