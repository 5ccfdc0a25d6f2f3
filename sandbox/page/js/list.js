// The messages of a chat, in order, each drawn once and redrawn only when it itself changes.
import { dirFor } from "./bidi.js";
import { fill, h, swap } from "./dom.js";
import { icon } from "./icons.js";
import { number, say } from "./words.js";
import { dayKey, longDay } from "./time.js";
import { keyOf } from "./world.js";
import { titleOf } from "./facts.js";
import { buildItem } from "./item.js";
import { senderId } from "./plain.js";

const NEAR_END_PX = 90;
const RUN_SECONDS = 600;

export class MessageList {
  constructor(view) {
    this.view = view;
    this.entries = [];
    this.missed = 0;
    this.none = h("div", { class: "chat-none" });
    this.inner = h("div", { class: "messages-inner" });
    this.root = h(
      "div",
      {
        "class": "messages",
        "role": "log",
        "tabindex": 0,
        "data-testid": "messages",
        "aria-label": say("chat.log", { title: titleOf(view.chat, view.world) }),
      },
      this.inner,
    );
    this.jump = h("button", {
      "class": "jump",
      "type": "button",
      "hidden": true,
      "aria-label": say("chat.latest"),
      "data-testid": "jump",
      "onclick": () => this.toEnd(),
    });
    this.root.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.follow = new ResizeObserver(() => this.resized());
    this.follow.observe(this.root);
    this.follow.observe(this.inner);
    this.pinnedToEnd = true;
    for (const { message } of view.chat.byKey.values()) this.insert(message);
    this.arrange();
    this.drawEmpty();
  }

  put(message) {
    const entry = this.entries.find(({ key }) => key === keyOf(message));
    if (entry) this.redraw(entry, message);
    else this.append(message);
  }

  append(message) {
    this.insert(message);
    this.arrange();
    this.drawEmpty();
    if (message.view.mine) this.toEnd();
    else if (!this.pinnedToEnd) this.showMissed(this.missed + 1);
  }

  redraw(entry, message) {
    entry.message = message;
    entry.node = swap(entry.node, buildItem(this.view, message));
    this.arrange();
  }

  insert(message) {
    const entry = { key: keyOf(message), message, node: buildItem(this.view, message) };
    const later = this.entries.findLastIndex((other) => !isAfter(other.message, message)) + 1;
    this.inner.insertBefore(entry.node, this.entries[later]?.node ?? null);
    this.entries.splice(later, 0, entry);
  }

  remove(key) {
    const index = this.entries.findIndex((entry) => entry.key === key);
    if (index < 0) return;
    this.entries.splice(index, 1)[0].node.remove();
    this.arrange();
    this.drawEmpty();
  }

  // Day pills, and runs of one author (name on the first, picture on the last).
  arrange() {
    let before = null;
    for (const entry of this.entries) {
      const next = !before || dayOf(entry) !== dayOf(before);
      setDay(entry, next);
      const together = !next && sameRun(before, entry);
      entry.node.classList.toggle("run-start", !together);
      before?.node.classList.toggle("run-end", !together);
      before = entry;
    }
    before?.node.classList.add("run-end");
  }

  // An empty chat says so; a bot that was never started tells what it is for.
  drawEmpty() {
    const { chat, world } = this.view;
    const intro = chat.type === "private" && world.bot.description;
    fill(
      this.none,
      intro ? h("p", { "class": "intro", "dir": dirFor(intro), "data-testid": "intro" }, intro) : say("chat.empty"),
    );
    if (this.entries.length) this.none.remove();
    else this.root.prepend(this.none);
  }

  // A scroll that a change of size brought about says nothing of what the person wants.
  scrolled() {
    if (this.size !== this.measure()) return;
    this.pinnedToEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR_END_PX;
    if (this.pinnedToEnd) this.showMissed(0);
    else this.jump.hidden = false;
  }

  measure() {
    return `${this.root.scrollHeight}/${this.root.clientHeight}`;
  }

  resized() {
    this.size = this.measure();
    if (this.pinnedToEnd) this.toEnd();
  }

  showMissed(missed) {
    this.missed = missed;
    this.jump.hidden = this.pinnedToEnd;
    fill(this.jump, icon("down"), missed > 0 && h("span", { class: "badge" }, number(missed)));
  }

  toEnd() {
    this.pinnedToEnd = true;
    this.root.scrollTop = this.root.scrollHeight;
    this.showMissed(0);
  }

  flash(messageId) {
    const node = this.entries.find(({ key }) => key === String(messageId))?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
  }
}

// Numbers tell the order even where the clock was set back. Ephemeral messages have no place in the numbering: only
// their time says where they belong.
function isAfter(one, other) {
  return one.message_id && other.message_id ? one.message_id > other.message_id : one.date > other.date;
}

function dayOf(entry) {
  return (entry.day ??= dayKey(entry.message.date * 1000));
}

function setDay(entry, wanted) {
  const shown = entry.node.querySelector(":scope > .day");
  if (!wanted) shown?.remove();
  else if (!shown) entry.node.prepend(h("p", { class: "day" }, h("span", {}, longDay(entry.message.date * 1000))));
}

function sameRun({ message: one, node }, { message: other, node: next }) {
  return (
    !node.classList.contains("service") &&
    !next.classList.contains("service") &&
    senderId(one) === senderId(other) &&
    other.date - one.date < RUN_SECONDS
  );
}
