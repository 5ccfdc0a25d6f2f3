// What the page itself says, in the language chosen in the address (`?ui=en`); Persian by default.
import { fa } from "./words/fa.js";
import { en } from "./words/en.js";

const CATALOGUES = { fa, en };
const OPEN = "\u2068";
const CLOSE = "\u2069";

export let language = "fa";

export function speak(code) {
  language = CATALOGUES[code] ? code : "fa";
  document.documentElement.lang = language;
  document.documentElement.dir = language === "fa" ? "rtl" : "ltr";
}

// Values are isolated (U+2068 … U+2069) so that a Latin name does not turn a Persian line around.
export function say(key, values = {}) {
  const text = CATALOGUES[language][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => OPEN + digits(values[name] ?? "") + CLOSE);
}

export function count(key, number, values = {}) {
  return say(`${key}.${number === 1 ? "one" : "many"}`, { ...values, n: number });
}

// Only numbers take Persian digits; names and titles stay as their owners wrote them.
function digits(value) {
  return typeof value === "number" ? number(value) : value;
}

export function number(value) {
  return new Intl.NumberFormat(language === "fa" ? "fa-IR" : "en-US").format(value);
}

export function twoDigits(value) {
  return new Intl.NumberFormat(language === "fa" ? "fa-IR" : "en-US", { minimumIntegerDigits: 2 }).format(value);
}

export function percent(value) {
  return new Intl.NumberFormat(language === "fa" ? "fa-IR" : "en-US", { style: "percent" }).format(value);
}
