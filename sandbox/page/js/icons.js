// Line icons drawn on a 24-unit grid; `flips` mirror with the writing direction.
const PATHS = {
  send: "M21 3 3 10.5l7 2.5 2.5 7z M21 3 10 13",
  attach: "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.7 17.2a1.7 1.7 0 0 1-2.4-2.4l7.2-7.2",
  menu: "M5 7h14M5 12h14M5 17h14",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M10 8V4L3 11l7 7v-4c5 0 8.5 1.5 11 5-1-6-4-10-11-11z",
  forward: "M14 8V4l7 7-7 7v-4c-5 0-8.5 1.5-11 5 1-6 4-10 11-11z",
  edit: "M4 20l1-4L16.5 4.5l3 3L8 19z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  close: "M6 6l12 12M18 6 6 18",
  down: "M5 9l7 7 7-7",
  poll: "M5 20V10M12 20V4M19 20v-7",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14c1.8 2.3 5.2 2.3 7 0M9 9.5h.01M15 9.5h.01",
  plus: "M12 5v14M5 12h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  channel: "M4 10v4l11 5V5zM15 9a3 3 0 0 1 0 6M6 15l1 5h3l-1-4",
  group:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.3c2.5.7 4 2.6 4 5.7",
  private: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4.5 3.4-7 7.5-7s7.5 2.5 7.5 7",
  link: "M9 15l6-6M10 7l2-2a4.2 4.2 0 0 1 6 6l-2 2M14 17l-2 2a4.2 4.2 0 0 1-6-6l2-2",
  external: "M8 6h10v10M18 6 6 18",
  check: "M4 12.5 9.5 18 20 6.5",
  leave: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6",
  delete: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  save: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  scan: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13.5 13.5h.01M16 16h.01M16 13.5h.01M13.5 16h.01",
  bot: "M6 9h12v9H6zM12 9V5M9 13h.01M15 13h.01M3.5 12v3M20.5 12v3",
};
const FLIPS = new Set(["send", "reply", "forward", "external", "leave"]);

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", FLIPS.has(name) ? "icon flips" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
