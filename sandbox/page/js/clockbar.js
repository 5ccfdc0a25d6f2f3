// The sandbox's clock: what it shows, and the quick moves that let a day's rhythm be seen within a minute.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say, twoDigits } from "./words.js";
import { at, clockTime, DAY, dayAndYear, hourAndMinute, shortDay, now } from "./time.js";
import { dropdown } from "./dropdown.js";
import { openSheet } from "./sheets/sheet.js";

const EVENING = 19;

export function clockBar(world, slots) {
  const day = h("span", { "class": "clock-day", "data-testid": "clock-day" });
  const time = h("time", { "class": "clock-time", "data-testid": "clock-time" });
  const moves = h("div", { class: "clock-moves" });
  const small = h("span", { class: "clock-small" });
  const face = h("div", { "class": "clock-face", "role": "timer", "aria-label": say("clock") }, day, time);
  const move = (how) => world.act("clock", how).catch((error) => slots.complain(error));
  let shown = "";
  let passing = false;
  const month = async () => {
    passing = true;
    redraw();
    await world.act("month").catch((error) => slots.complain(error));
    passing = false;
    await world.reload();
    redraw();
  };
  const tick = () => {
    if (!face.isConnected && shown) return clearInterval(timer);
    if (shown === clockTime(now()) + shortDay(now()) + world.offers) return undefined;
    return redraw();
  };
  const redraw = () => {
    shown = clockTime(now()) + shortDay(now()) + world.offers;
    fill(day, shortDay(now()));
    fill(time, clockTime(now()));
    fill(small, clockTime(now()));
    fill(moves, buttons(move), world.offers.includes("month") && monthButton(month, passing));
  };
  const timer = setInterval(tick, 500);
  world.on("clock", tick);
  tick();
  return dropdown({
    name: "clock",
    label: [icon("clock"), small],
    title: say("clock"),
    content: h("div", { class: "clock" }, face, moves),
  });
}

function buttons(move) {
  const evening = { time: clockTime(at(now(), 0, EVENING)) };
  return [
    quick("clock-minute", say("clock.minute"), () => move({ advance: 60 })),
    quick("clock-hour", say("clock.hour"), () => move({ advance: 3600 })),
    now() < at(now(), 0, EVENING) &&
      quick("clock-today", say("clock.today", evening), () => move({ set: at(now(), 0, EVENING) / 1000 })),
    quick("clock-tomorrow", say("clock.tomorrow", evening), () => move({ set: at(now(), 1, EVENING) / 1000 })),
    quick("clock-set", say("clock.set"), () => setSheet(move)),
  ];
}

// A month that passes in one click, for as long as the hangout has not had a question.
function monthButton(onclick, passing) {
  const button = quick("clock-month", say(passing ? "clock.passing" : "clock.month"), onclick);
  button.disabled = passing;
  button.title = say("clock.monthHint");
  return button;
}

function quick(testid, text, onclick) {
  return h(
    "button",
    { "class": "quick", "type": "button", "data-testid": testid, "data-focus": testid, onclick },
    text,
  );
}

// Days are walked one by one, so that no calendar of one tradition has to be typed in another.
function setSheet(move) {
  let days = 0;
  const start = now();
  const day = h(
    "output",
    { "class": "day-shown", "data-testid": "clock-sheet-day", "aria-live": "polite" },
    dayAndYear(start),
  );
  const step = (by) => {
    days += by;
    fill(day, dayAndYear(start + days * DAY));
  };
  const [hour, minute] = hourAndMinute(start);
  const hours = choice("clock-sheet-hour", say("clock.hours"), 24, hour);
  const minutes = choice("clock-sheet-minute", say("clock.minutes"), 60, minute);
  openSheet({
    title: say("clock.set"),
    testid: "clock-sheet",
    submit: say("clock.go"),
    body: [
      h(
        "div",
        { class: "day-step" },
        h(
          "button",
          {
            "type": "button",
            "class": "round",
            "aria-label": say("clock.before"),
            "data-testid": "clock-day-before",
            "onclick": () => step(-1),
          },
          "−",
        ),
        day,
        h(
          "button",
          {
            "type": "button",
            "class": "round",
            "aria-label": say("clock.after"),
            "data-testid": "clock-day-after",
            "onclick": () => step(1),
          },
          "+",
        ),
      ),
      h("div", { class: "hour", dir: "ltr" }, hours, ":", minutes),
    ],
    onSubmit: () => move({ set: at(start, days, Number(hours.value), Number(minutes.value)) / 1000 }),
  });
}

function choice(testid, label, size, chosen) {
  return h(
    "select",
    { "data-testid": testid, "aria-label": label },
    Array.from({ length: size }, (_, value) => h("option", { value, selected: value === chosen }, twoDigits(value))),
  );
}
