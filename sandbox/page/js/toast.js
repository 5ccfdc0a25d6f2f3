// The two ways Telegram answers a tap: a pill that goes by itself, and an alert that waits to be closed.
import { dirFor } from "./bidi.js";
import { h } from "./dom.js";
import { say } from "./words.js";

const SHORTEST_MS = 3500;
const PER_LETTER_MS = 55;

// `place` is a live region, so a screen reader hears the pill.
export function showToast(place, text, kind = "") {
  const pill = h(
    "div",
    { "class": `toast ${kind}`, "dir": dirFor(text), "data-testid": "toast", "data-kind": kind || "answer" },
    text,
  );
  place.replaceChildren(pill);
  const stay = Math.max(SHORTEST_MS, text.length * PER_LETTER_MS);
  setTimeout(() => pill.classList.add("going"), stay);
  setTimeout(() => pill.remove(), stay + 300);
}

export function showAlert(text) {
  const dialog = h(
    "dialog",
    { "class": "alert", "role": "alertdialog", "aria-label": text, "data-testid": "alert" },
    h("p", { dir: dirFor(text), class: "alert-text" }, text),
    h("form", { method: "dialog" }, h("button", { "class": "primary", "data-testid": "alert-close" }, say("done"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
