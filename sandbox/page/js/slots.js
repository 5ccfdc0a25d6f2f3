// Three places on the screen, one each for a channel, a group and the private chat. A slot shows one chat of its kind;
// its header offers the others. On a narrow screen one slot shows at a time and the tabs carry what is unread.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { count, number, say } from "./words.js";
import { isPresent, movedTo } from "./facts.js";
import { ChatView } from "./chat.js";
import { showToast } from "./toast.js";
import { newChatSheet } from "./sheets/newchat.js";

export const KINDS = { channel: ["channel"], group: ["supergroup", "group"], private: ["private"] };
const WIDE = matchMedia("(min-width: 1100px)");

export function slotOf(chat) {
  return Object.keys(KINDS).find((slot) => KINDS[slot].includes(chat.type));
}

export class Slots {
  constructor(world) {
    this.world = world;
    this.chosen = {};
    this.views = {};
    this.unread = new Map();
    this.active = sessionStorage.getItem("slot") ?? "private";
    this.tabs = h("nav", { "class": "tabs", "data-testid": "tabs" });
    this.holders = Object.fromEntries(
      Object.keys(KINDS).map((slot) => [slot, h("div", { "class": "slot", "data-slot": slot })]),
    );
    this.toasts = h("div", { "class": "toasts", "role": "status", "aria-live": "polite" });
    this.columns = h("main", { class: "columns" }, Object.values(this.holders), this.toasts);
    world.on("chats", () => this.settle()).on("chat", (chat) => this.changed(chat));
    world.on("message", (detail) => this.arrived(detail)).on("toast", (event) => this.toast(event));
    WIDE.addEventListener("change", () => this.seen());
    this.settle();
    this.show(this.active);
  }

  // Chats of a slot. A basic group that moved to a supergroup gives its place to it.
  candidates(slot) {
    return [...this.world.chats.values()].filter((chat) => slotOf(chat) === slot && !successorOf(chat, this.world));
  }

  settle() {
    for (const slot of Object.keys(KINDS)) {
      const chats = this.candidates(slot);
      const wanted = chats.find((chat) => chat.id === this.chosen[slot]) ?? successor(this, slot) ?? first(chats);
      this.place(slot, wanted);
      this.views[slot]?.drawHeader();
    }
    this.drawTabs();
  }

  place(slot, chat) {
    if (this.views[slot] && this.views[slot].chat === chat) return;
    this.views[slot]?.leave();
    this.chosen[slot] = chat?.id;
    this.views[slot] = chat ? new ChatView(this.world, chat, this) : null;
    fill(this.holders[slot], this.views[slot]?.root ?? this.empty(slot));
  }

  empty(slot) {
    return h(
      "div",
      { class: "slot-empty" },
      h("p", {}, say(`slot.empty.${slot}`)),
      slot !== "private" &&
        h(
          "button",
          {
            class: "primary",
            type: "button",
            onclick: () => newChatSheet(this.world, [slot], (chat) => this.open(chat.id)),
          },
          say(`new.${slot}`),
        ),
    );
  }

  // Brings a chat to the front; answers with its view.
  open(chatId) {
    const chat = this.world.chat(chatId);
    if (!chat) return null;
    const slot = slotOf(chat);
    this.place(slot, chat);
    this.show(slot);
    return this.views[slot];
  }

  show(slot) {
    this.active = slot;
    sessionStorage.setItem("slot", slot);
    this.columns.dataset.active = slot;
    this.seen();
    this.views[slot]?.shown();
  }

  visible(chat) {
    const slot = slotOf(chat);
    return this.chosen[slot] === chat.id && (WIDE.matches || this.active === slot);
  }

  seen() {
    for (const id of [...this.unread.keys()])
      if (this.world.chat(id) && this.visible(this.world.chat(id))) this.unread.delete(id);
    this.drawTabs();
  }

  arrived({ chat, message }) {
    if (message.view.mine || this.visible(chat)) return;
    this.unread.set(chat.id, (this.unread.get(chat.id) ?? 0) + 1);
    this.drawTabs();
    this.views[slotOf(chat)]?.drawHeader();
  }

  changed(chat) {
    if (successorOf(chat, this.world) && this.chosen.group === chat.id) this.settle();
  }

  drawTabs() {
    fill(
      this.tabs,
      Object.keys(KINDS).map((slot) => this.tab(slot)),
    );
  }

  tab(slot) {
    const waiting = this.candidates(slot).reduce((sum, chat) => sum + (this.unread.get(chat.id) ?? 0), 0);
    return h(
      "button",
      {
        "type": "button",
        "class": "tab",
        "data-tab": slot,
        "aria-current": this.active === slot ? "page" : null,
        "onclick": () => this.show(slot),
      },
      icon(slot),
      h("span", {}, say(`slot.${slot}`)),
      waiting > 0 &&
        h(
          "span",
          { "class": "badge", "data-testid": "unread", "aria-label": count("unread", waiting) },
          number(waiting),
        ),
    );
  }

  toast(event) {
    Object.values(this.views).forEach((view) => view?.answered(event));
  }

  complain(error, chat) {
    const view = chat ? this.views[slotOf(chat)] : this.views[this.active];
    showToast(view?.toasts ?? this.toasts, say("refused", { error: error.message }), "error");
  }
}

function successorOf(chat, world) {
  return world.chat(movedTo(chat));
}

function successor(slots, slot) {
  const old = slots.views[slot]?.chat;
  return old && successorOf(old, slots.world);
}

// The first chat one belongs to; failing that, the first there is.
function first(chats) {
  return chats.find(isPresent) ?? chats[0];
}
