// A small menu beside the thing that opened it: arrows walk, Escape and a click elsewhere close, focus goes back.
import { h } from "./dom.js";

const MARGIN = 8;
let present = null;

// items: {text, run, lead?, data?, danger?}; `top` is drawn above them (the row of reactions).
export function openMenu(anchor, items, { top = null, at = null } = {}) {
  present?.close();
  const menu = h(
    "div",
    { "class": "menu", "role": "menu", "data-testid": "menu", "tabindex": -1 },
    top,
    items.filter(Boolean).map(entry),
  );
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, at ?? anchor.getBoundingClientRect());
  present = {
    menu,
    close: () => {
      menu.remove();
      present = null;
      if (anchor.isConnected) anchor.focus({ preventScroll: true });
    },
  };
  menu.addEventListener("keydown", walk);
  menu.addEventListener("click", (event) => event.target.closest("[role=menuitem]") && present?.close(), true);
  menu.querySelector("[role=menuitem]")?.focus({ preventScroll: true });
}

export function closeMenu() {
  present?.close();
}

function entry(item) {
  return h(
    "button",
    {
      class: `menu-item ${item.danger ? "danger" : ""}`,
      role: "menuitem",
      type: "button",
      tabindex: -1,
      onclick: () => item.run(),
      ...item.data,
    },
    item.lead,
    h("bdi", {}, item.text),
  );
}

function place(menu, box) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + height + MARGIN <= innerHeight;
  const start = document.documentElement.dir === "rtl" ? box.right - width : box.left;
  menu.style.top = `${Math.max(MARGIN, below ? box.bottom + 4 : box.top - height - 4)}px`;
  menu.style.left = `${Math.min(Math.max(MARGIN, start), innerWidth - width - MARGIN)}px`;
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function walk(event) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    return closeMenu();
  }
  const step = STEPS[event.key];
  if (!step) return undefined;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const index = items.indexOf(document.activeElement);
  return items[(index + step + items.length) % items.length].focus();
}

addEventListener(
  "pointerdown",
  (event) => {
    if (present && !present.menu.contains(event.target)) closeMenu();
  },
  true,
);
