// A part of the bar that lies open on a wide screen and drops down from a button on a narrow one.
import { h } from "./dom.js";

let open = null;

// `hint` tells what the button stands for now; `title` names the whole part.
export function dropdown({ name, label, title, hint = title, content }) {
  const button = h(
    "button",
    {
      "class": "drop-button",
      "type": "button",
      "aria-expanded": "false",
      "aria-haspopup": "true",
      "title": hint,
      "data-testid": `${name}-toggle`,
    },
    label,
  );
  const panel = h("div", { class: "drop-panel" }, h("p", { class: "drop-title" }, title), content);
  const box = h("div", { "class": `drop drop-${name}`, "role": "group", "aria-label": title }, button, panel);
  button.addEventListener("click", () => toggle(button));
  panel.addEventListener("click", (event) => event.target.closest("a, [data-closes]") && close());
  return box;
}

function toggle(button) {
  const opening = button.getAttribute("aria-expanded") === "false";
  close();
  if (!opening) return;
  button.setAttribute("aria-expanded", "true");
  open = button;
}

function close() {
  open?.setAttribute("aria-expanded", "false");
  open = null;
}

addEventListener("pointerdown", (event) => {
  if (open && !open.parentElement.contains(event.target) && !event.target.closest("dialog")) close();
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  open.focus();
  close();
});
