// What a bubble can hold besides its text: where it was forwarded from, the quoted message, a photo, a file, reactions.
import { h, hue } from "./dom.js";
import { icon } from "./icons.js";
import { count, number, say } from "./words.js";
import { originName, senderId, senderName, textOf } from "./plain.js";
import { openPhoto } from "./sheets/photo.js";

export function forwardLine(message) {
  const origin = message.forward_origin;
  return (
    origin &&
    h(
      "p",
      {
        "class": "forwarded",
        "data-testid": "forwarded",
        "data-automatic": message.is_automatic_forward ? "true" : null,
      },
      icon(message.is_automatic_forward ? "channel" : "forward"),
      h(
        "span",
        {},
        message.is_automatic_forward ? say("forward.automatic") : say("forward.from", { name: originName(origin) }),
      ),
    )
  );
}

export function replyQuote(view, message) {
  const replied = message.reply_to_message;
  if (!replied) return null;
  const known = view.world.message(view.chat.id, replied.message_id) ?? replied;
  return h(
    "button",
    {
      "class": `quote hue-${hue(senderId(known))}`,
      "type": "button",
      "data-testid": "quote",
      "data-focus": "quote",
      "onclick": () => view.list.flash(replied.message_id),
    },
    h("bdi", { class: "quote-name" }, senderName(known)),
    h("bdi", { class: "one-line" }, textOf(known)),
  );
}

export function photo(view, message) {
  const source = message.view.photo;
  const size = message.photo?.at(-1);
  return (
    source &&
    h(
      "button",
      {
        "class": "photo",
        "type": "button",
        "aria-label": say("photo.open"),
        "data-testid": "photo",
        "data-focus": "photo",
        "onclick": () => openPhoto(source),
      },
      h("img", {
        src: source,
        alt: say("photo"),
        loading: "lazy",
        width: size?.width || null,
        height: size?.height || null,
      }),
    )
  );
}

const KILO = 1024;
const SIZES = ["file.bytes", "file.size", "file.mega"];

function sizeOf(bytes) {
  const step = bytes < KILO ? 0 : bytes < KILO * KILO ? 1 : 2;
  return say(SIZES[step], { n: Math.round((bytes / KILO ** step) * 10) / 10 });
}

export function file({ document: saved, voice, view: { file: source } }) {
  const sent = saved ?? (voice && { ...voice, file_name: say("voice") });
  return (
    sent &&
    h(
      "a",
      {
        "class": "file",
        "data-testid": "file",
        "href": source,
        "download": sent.file_name,
        "aria-label": say("file.save", { name: sent.file_name }),
      },
      h("span", { class: "avatar plain file-mark" }, icon("save")),
      h(
        "span",
        { class: "row-text" },
        h("bdi", { class: "row-title", dir: saved ? "ltr" : "auto" }, sent.file_name),
        h("span", { class: "row-note" }, sizeOf(sent.file_size ?? 0)),
      ),
    )
  );
}

export function reactions(view, message) {
  const given = message.view.reactions ?? [];
  return (
    given.length > 0 &&
    h(
      "div",
      { class: "reactions" },
      given.map(({ emoji, count: times, mine }) =>
        h(
          "button",
          {
            "class": "reaction",
            "type": "button",
            "aria-pressed": String(mine),
            "data-reaction": emoji,
            "data-focus": `reaction${emoji}`,
            "aria-label": `${emoji} ${count("poll.votes", times)}`,
            "onclick": () =>
              view.act("react", { chat_id: view.chat.id, message_id: message.message_id, emoji: mine ? null : emoji }),
          },
          h("span", {}, emoji),
          h("span", {}, number(times)),
        ),
      ),
    )
  );
}
