// One message as it stands in the list: the bubble, its buttons, and what hangs on it.
import { avatar, h, hue } from "./dom.js";
import { toLines } from "./bidi.js";
import { icon } from "./icons.js";
import { count, say } from "./words.js";
import { clockTime } from "./time.js";
import { keyOf } from "./world.js";
import { senderId, senderName } from "./plain.js";
import { serviceText } from "./service.js";
import { pollBlock } from "./poll.js";
import { inlineKeyboard } from "./inline.js";
import { commentsOf } from "./comments.js";
import { followLink } from "./links.js";
import { openMessageMenu } from "./messagemenu.js";
import { file, forwardLine, photo, reactions, replyQuote } from "./parts.js";

export function buildItem(view, message) {
  const service = serviceText(message);
  const content = service === null ? ordinary(view, message) : h("p", { class: "service-line" }, service);
  const kind = service === null ? (isOwn(view, message) ? "mine" : "theirs") : "service";
  return h(
    "article",
    {
      "class": `item ${kind}`,
      "data-message-id": keyOf(message),
      "data-testid": "message",
      "data-mine": String(message.view.mine),
      "data-ephemeral": message.view.ephemeral ? "true" : null,
      "data-pinned": message.view.pinned ? "true" : null,
      "aria-label": `${senderName(message)}, ${clockTime(message.date * 1000)}`,
    },
    content,
  );
}

// Channel posts and their copies in the group stand on the side of others, also for the one who wrote them.
function isOwn(view, message) {
  return message.view.mine && view.chat.type !== "channel" && !message.is_automatic_forward;
}

function ordinary(view, message) {
  const showsAuthor = view.chat.type !== "private";
  const menu = (event, anchor) => {
    event.preventDefault();
    openMessageMenu(view, message, anchor, event.type === "contextmenu" ? pointAt(event) : null);
  };
  const more = h(
    "button",
    {
      "class": "message-menu",
      "type": "button",
      "aria-label": say("menu"),
      "aria-haspopup": "menu",
      "data-testid": "message-menu",
      "data-focus": "menu",
      "onclick": (event) => menu(event, more),
    },
    icon("more"),
  );
  return [
    showsAuthor &&
      view.chat.type !== "channel" &&
      !isOwn(view, message) &&
      avatar(senderId(message), senderName(message), "beside"),
    h(
      "div",
      { class: "stack" },
      h(
        "div",
        { class: "bubble", oncontextmenu: (event) => !event.target.closest("a, img") && menu(event, more) },
        bubbleParts(view, message, showsAuthor),
      ),
      inlineKeyboard(view, message),
      comments(view, message),
    ),
    more,
  ];
}

function pointAt(event) {
  return { top: event.clientY, bottom: event.clientY, left: event.clientX, right: event.clientX };
}

function bubbleParts(view, message, showsAuthor) {
  const meta = metaLine(message);
  const text = message.view.html && textBlock(view, message, meta);
  return [
    message.view.ephemeral && h("p", { class: "whisper" }, icon("eye"), say("ephemeral")),
    showsAuthor &&
      h(
        "p",
        { "class": `author hue-${hue(senderId(message))}`, "data-testid": "author" },
        h("bdi", {}, senderName(message)),
      ),
    forwardLine(message),
    replyQuote(view, message),
    photo(view, message),
    file(message),
    text,
    pollBlock(view, message),
    reactions(view, message),
    !text && meta,
  ];
}

// The time stands in the last line where there is room, else below it.
function textBlock(view, message, meta) {
  const lines = toLines(message.view.html);
  lines.at(-1).append(meta);
  return h("div", { "class": "text", "data-testid": "text", "onclick": (event) => followLink(view, event) }, lines);
}

function metaLine(message) {
  return h(
    "span",
    { class: "meta" },
    message.view.edited && !isPanel(message) && h("span", { "data-testid": "edited" }, say("edited"), " "),
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date * 1000)),
  );
}

// What a bot rewrites all the time, screens with buttons above all, is not marked as edited: Telegram does not either.
function isPanel(message) {
  return Boolean(message.from?.is_bot || message.reply_markup);
}

function comments(view, message) {
  const thread = commentsOf(view, message);
  return (
    thread &&
    h(
      "button",
      {
        "class": "comments",
        "type": "button",
        "data-testid": "comments",
        "data-focus": "comments",
        "onclick": thread.open,
      },
      icon("reply"),
      h("span", {}, thread.total ? count("comments", thread.total) : say("comment")),
    )
  );
}
