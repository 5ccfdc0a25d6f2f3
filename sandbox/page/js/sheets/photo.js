// A photo in full.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";

export function openPhoto(source) {
  const close = h(
    "button",
    { "class": "round", "type": "button", "aria-label": say("close"), "data-testid": "photo-close" },
    icon("close"),
  );
  const dialog = h(
    "dialog",
    { "class": "viewer", "aria-label": say("photo"), "data-testid": "viewer" },
    h("img", { src: source, alt: say("photo") }),
    close,
  );
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
