// Sandbox time. The server's clock runs on beside the machine's; we keep the difference and tick locally.
// Every time shown is Tehran's (the example brand's zone), in the Jalali calendar when the page is Persian.
import { language } from "./words.js";

export const ZONE = "Asia/Tehran";
const MINUTE = 60_000;
export const DAY = 86_400_000;
let ahead = 0;

export function setClock(clock) {
  ahead = clock.now * 1000 - Date.now();
}

// Milliseconds since the epoch, by the sandbox's clock.
export function now() {
  return Date.now() + ahead;
}

const formats = new Map();

function format(milliseconds, options) {
  const locale = language === "fa" ? "fa-IR-u-ca-persian" : "en-GB";
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }));
  return formats.get(key).format(milliseconds);
}

export function clockTime(milliseconds) {
  return format(milliseconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function longDay(milliseconds) {
  return format(milliseconds, { weekday: "long", day: "numeric", month: "long" });
}

export function shortDay(milliseconds) {
  return format(
    milliseconds,
    language === "fa"
      ? { weekday: "long", day: "numeric", month: "long" }
      : { weekday: "short", day: "numeric", month: "short" },
  );
}

// Engines disagree on the order of a Persian date with its year, so its parts are put together here.
export function dayAndYear(milliseconds) {
  return `${longDay(milliseconds)} ${format(milliseconds, { year: "numeric" }).replace(/[^\d۰-۹]/g, "")}`;
}

const parts = new Intl.DateTimeFormat("en-US", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

// Tehran's wall clock, as the milliseconds a UTC clock showing the same would have.
function wall(milliseconds) {
  const got = Object.fromEntries(parts.formatToParts(milliseconds).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(got.year, got.month - 1, got.day, got.hour, got.minute, got.second);
}

// The instant at which Tehran's wall shows `hours:minutes`, `days` after the day of `from`.
export function at(from, days, hours, minutes = 0) {
  const shown = wall(from);
  const target = shown - (shown % DAY) + days * DAY + (hours * 60 + minutes) * MINUTE;
  const guess = target - (shown - Math.floor(from / 1000) * 1000);
  return guess + target - wall(guess);
}

export function dayKey(milliseconds) {
  return Math.floor(wall(milliseconds) / DAY);
}

// Tehran's hour and minute.
export function hourAndMinute(milliseconds) {
  const shown = new Date(wall(milliseconds));
  return [shown.getUTCHours(), shown.getUTCMinutes()];
}
