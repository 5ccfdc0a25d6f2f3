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

// Names are isolated (U+2068 … U+2069) so that a Latin one does not turn a Persian line around.
export function say(key, values = {}) {
  const text = CATALOGUES[language][key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name] ?? ""));
}

function shown(value) {
  if (typeof value === "number") return number(value);
  return /\p{L}/u.test(value) ? OPEN + value + CLOSE : value;
}

export function count(key, number, values = {}) {
  return say(`${key}.${number === 1 ? "one" : "many"}`, { ...values, n: number });
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
