// The sandbox's clock: what it shows, and the quick moves that let a day's rhythm be seen within a minute.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { at, clockTime, DAY, dayAndYear, inputTime, longDay, now } from "./time.js";
import { dropdown } from "./dropdown.js";
import { openSheet } from "./sheets/sheet.js";

const EVENING = 19;

export function clockBar(world, slots) {
  const day = h("span", { class: "clock-day", "data-testid": "clock-day" });
  const time = h("time", { class: "clock-time", "data-testid": "clock-time" });
  const moves = h("div", { class: "clock-moves" });
  const small = h("span", { class: "clock-small" });
  const face = h("div", { class: "clock-face", role: "timer", "aria-label": say("clock") }, day, time);
  const move = (how) => world.act("clock", how).catch((error) => slots.complain(error));
  let shown = "";
  const tick = () => {
    if (!face.isConnected && shown) return clearInterval(timer);
    if (shown === clockTime(now()) + longDay(now())) return undefined;
    shown = clockTime(now()) + longDay(now());
    fill(day, longDay(now()));
    fill(time, clockTime(now()));
    fill(small, clockTime(now()));
    return fill(moves, buttons(move));
  };
  const timer = setInterval(tick, 500);
  world.on("clock", tick);
  tick();
  return dropdown({
    name: "clock", label: [icon("clock"), small], title: say("clock"), content: h("div", { class: "clock" }, face, moves),
  });
}

function buttons(move) {
  const evening = { time: clockTime(at(now(), 0, EVENING)) };
  return [
    quick("clock-minute", say("clock.minute"), () => move({ advance: 60 })),
    quick("clock-hour", say("clock.hour"), () => move({ advance: 3600 })),
    now() < at(now(), 0, EVENING)
      && quick("clock-today", say("clock.today", evening), () => move({ set: at(now(), 0, EVENING) / 1000 })),
    quick("clock-tomorrow", say("clock.tomorrow", evening), () => move({ set: at(now(), 1, EVENING) / 1000 })),
    quick("clock-set", say("clock.set"), () => setSheet(move)),
  ];
}

function quick(testid, text, onclick) {
  return h("button", { class: "quick", type: "button", "data-testid": testid, "data-focus": testid, onclick }, text);
}

// Days are walked one by one, so that no calendar of one tradition has to be typed in another.
function setSheet(move) {
  let days = 0;
  const start = now();
  const day = h("output", { class: "day-shown", "data-testid": "clock-sheet-day", "aria-live": "polite" }, dayAndYear(start));
  const step = (by) => {
    days += by;
    fill(day, dayAndYear(start + days * DAY));
  };
  const time = h("input", {
    type: "time", value: inputTime(start), required: true, "aria-label": say("clock.time"), "data-testid": "clock-sheet-time",
  });
  openSheet({
    title: say("clock.set"), testid: "clock-sheet", submit: say("clock.go"),
    body: [
      h("div", { class: "day-step" },
        h("button", { type: "button", class: "round", "aria-label": say("clock.before"), "data-testid": "clock-day-before", onclick: () => step(-1) }, "−"),
        day,
        h("button", { type: "button", class: "round", "aria-label": say("clock.after"), "data-testid": "clock-day-after", onclick: () => step(1) }, "+")),
      time,
    ],
    onSubmit: () => move({ set: at(start, days, ...time.value.split(":").map(Number)) / 1000 }),
  });
}
