// A phone's camera, played: pictures with a QR that somebody has on their screen just now, and what a scan of one opens.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";
import { clockTime } from "../time.js";
import { openUrl } from "../links.js";
import { readQr } from "../qr.js";
import { fetchPictures } from "../wire.js";
import { field, openSheet, row } from "./sheet.js";

const LARGEST = 1600;

export function scanSheet(world, slots) {
  const shown = h("div", { "class": "scans", "data-testid": "scans", "aria-busy": "true" });
  const typed = h("input", { "dir": "ltr", "autocomplete": "off", "inputmode": "url", "data-testid": "scan-link" });
  const follow = (url) => openUrl({ world, slots }, url);
  const sheet = openSheet({
    title: say("scan"),
    testid: "scan-sheet",
    submit: say("scan.open"),
    body: [h("p", { class: "quiet" }, say("scan.help")), shown, field(say("scan.link"), typed)],
    onSubmit: () => {
      const url = typed.value.trim();
      if (!/^(https?|tg):\/\/|^[\w.]+\.\w+\//i.test(url)) throw new Error(say("scan.nolink"));
      queueMicrotask(() => follow(/^\w+:\/\//.test(url) ? url : `https://${url}`));
    },
  });
  fill(world, shown, (url) => {
    sheet.close();
    follow(url);
  });
}

async function fill(world, shown, follow) {
  for (const picture of await fetchPictures(world.as).catch(() => [])) {
    const text = await scanned(picture.photo);
    if (!shown.isConnected) return;
    if (text) shown.append(entry(picture, text, follow));
  }
  if (!shown.children.length) shown.append(h("p", { "class": "quiet", "data-testid": "scan-none" }, say("scan.none")));
  shown.removeAttribute("aria-busy");
}

function entry(picture, text, follow) {
  return row({
    lead: h("img", { class: "scan-picture", src: picture.photo, alt: "" }),
    title: picture.mine ? say("scan.mine") : picture.seen_by,
    note: [clockTime(picture.date * 1000), " · ", h("bdi", { dir: "ltr" }, text)],
    testid: "scan-option",
    data: { "data-scan": text },
    onclick: () => (/^(https?|tg):/i.test(text) ? follow(text) : null),
  });
}

// What the QR in a picture says; null for one without.
async function scanned(source) {
  const image = new Image();
  image.src = source;
  try {
    await image.decode();
  } catch {
    return null;
  }
  const scale = Math.min(1, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const [width, height] = [image.naturalWidth, image.naturalHeight].map((side) => Math.round(side * scale));
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, 0, width, height);
  return readQr(pen.getImageData(0, 0, width, height));
}

export function scanButton(world, slots) {
  return h(
    "button",
    {
      "class": "round",
      "type": "button",
      "aria-label": say("scan"),
      "title": say("scan"),
      "data-testid": "scan",
      "onclick": () => scanSheet(world, slots),
    },
    icon("scan"),
  );
}
