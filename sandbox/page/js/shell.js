// The frame of the page: the bar (people, clock, language), the tabs of a narrow screen, and the three columns.
import { fill, h } from "./dom.js";
import { language, say } from "./words.js";
import { address, go, softly } from "./route.js";
import { clockBar } from "./clockbar.js";
import { peopleBar } from "./people.js";
import { Slots } from "./slots.js";
import { scanButton } from "./sheets/scan.js";

export function buildShell(world) {
  const slots = new Slots(world);
  const notice = h("div", { "class": "notice", "role": "status", "aria-live": "polite", "data-testid": "connection" });
  world.on("connection", (up) => fill(notice, up ? null : say("offline")));
  world.on("lost", () => fill(notice, say("lost"), reloadButton()));
  const bar = h("header", { class: "bar" }, brand(), peopleBar(world), scanButton(world, slots), clockBar(world, slots), languageLink());
  return h("div", { "class": "shell", "data-testid": "shell" }, bar, notice, slots.tabs, slots.columns);
}

function brand() {
  return h(
    "h1",
    { class: "brand" },
    h("img", { src: "/page/icon.svg", alt: "", width: 28, height: 28 }),
    h("span", { class: "brand-name" }, say("title")),
    h("span", { class: "brand-place" }, say("place")),
  );
}

function languageLink() {
  const other = language === "fa" ? "en" : "fa";
  return h(
    "a",
    {
      "class": "language",
      "href": address({ ui: other }),
      "lang": other,
      "aria-label": say("language.switch"),
      "data-testid": "language",
      "onclick": (event) => softly(event, { ui: other }),
    },
    say("language.other"),
  );
}

function reloadButton() {
  return h("button", { type: "button", class: "link", onclick: () => go({}) }, say("reload"));
}
