// The one way this page makes elements. Text goes in as text nodes; only `html` (already escaped by the server) is parsed.

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

function set(node, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "html") node.innerHTML = value;
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

// A rebuilt node takes over the keyboard focus of the one it replaces: a vote that edits the post
// under the finger must not throw a keyboard user back to the top of the page.
export function swap(old, fresh) {
  const key = old.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  old.replaceWith(fresh);
  if (key) fresh.querySelector(`[data-focus="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  return fresh;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return node;
}

// Waits for quiet before running; many events in a burst make one run.
export function coalesce(run, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

const PALETTE = 7;

// Colours are picked by id so that a person has the same colour in every chat and window.
export function hue(id) {
  return Math.abs(Number(id) || 0) % PALETTE;
}

export function initials(name) {
  const words = String(name ?? "")
    .replace(/[\p{Cf}\p{P}\p{S}]/gu, " ")
    .trim()
    .split(/\s+/);
  return (words[0] ? [...words[0]][0] : "؟").toUpperCase();
}

export function avatar(id, name, extra = "") {
  return h("span", { "class": `avatar hue-${hue(id)} ${extra}`, "aria-hidden": "true" }, initials(name));
}
