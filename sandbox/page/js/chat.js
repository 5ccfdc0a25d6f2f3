// One chat as a column: header, pinned message, messages, toasts and what lies at the bottom.
import { avatar, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { count, say } from "./words.js";
import { faceOf, titleOf } from "./facts.js";
import { MessageList } from "./list.js";
import { Footer } from "./footer.js";
import { Presses } from "./presses.js";
import { textOf } from "./plain.js";
import { manageSheet } from "./sheets/manage.js";
import { chatsMenu } from "./chatsmenu.js";

const TYPING_MS = 5500;

export class ChatView {
  constructor(world, chat, slots) {
    Object.assign(this, { world, chat, slots });
    this.presses = new Presses(this);
    this.header = h("header", { class: "chat-head" });
    this.pinned = h("div", { class: "pinned-place" });
    this.toasts = h("div", { "class": "toasts", "role": "status", "aria-live": "polite", "data-testid": "toasts" });
    this.footer = new Footer(this);
    this.list = new MessageList(this);
    this.root = h(
      "section",
      {
        "class": `chat ${chat.type}`,
        "data-chat-id": chat.id,
        "data-chat-type": chat.type,
        "data-testid": "chat",
        "aria-label": titleOf(chat, world),
      },
      this.header,
      this.pinned,
      h("div", { class: "chat-middle" }, this.list.root, this.list.jump, this.toasts),
      this.footer.root,
    );
    this.listen();
    this.drawHeader();
    this.drawPinned();
  }

  // Listeners live as long as the view is on the page; `left` makes those of a replaced view do nothing.
  listen() {
    const mine = (run) => (detail) => !this.left && (detail.chat ?? detail).id === this.chat.id && run(detail);
    this.world
      .on(
        "chat",
        mine(() => this.refresh()),
      )
      .on(
        "message",
        mine(({ message }) => this.arrived(message)),
      )
      .on(
        "edit",
        mine(({ message }) => this.edited(message)),
      )
      .on(
        "delete",
        mine(({ key }) => this.list.remove(key)),
      )
      .on(
        "message",
        ({ chat, message }) => !this.left && chat.id === this.chat.linked_chat_id && this.commented(chat, message),
      )
      .on("action", (event) => !this.left && event.chat_id === this.chat.id && this.typing());
  }

  leave() {
    this.left = true;
  }

  refresh() {
    this.drawHeader();
    this.footer.draw();
    this.list.drawEmpty();
  }

  arrived(message) {
    if (!message.view.mine) this.typing(0);
    this.list.put(message);
    if (message.pinned_message) this.drawPinned();
    this.footer.noticed(message);
  }

  // A comment in the linked group changes the count under its channel post.
  commented(group, message) {
    const root = message.is_automatic_forward ? message : this.world.message(group.id, message.message_thread_id);
    const post = root?.is_automatic_forward && this.world.message(this.chat.id, root.forward_origin.message_id);
    if (post) this.list.put(post);
  }

  edited(message) {
    this.list.put(message);
    this.drawPinned();
  }

  shown() {
    if (this.list.pinnedToEnd) this.list.toEnd();
  }

  drawHeader() {
    const title = titleOf(this.chat, this.world);
    fill(
      this.header,
      h(
        "button",
        {
          "class": "chat-title",
          "type": "button",
          "aria-label": say("chat.open", { title }),
          "data-testid": "chat-info",
          "data-focus": "info",
          "onclick": () => manageSheet(this),
        },
        avatar(faceOf(this.chat, this.world), title),
        h(
          "span",
          { class: "chat-names" },
          h("bdi", { class: "chat-name" }, title),
          h("span", { "class": "chat-note", "data-testid": "chat-note" }, this.note()),
        ),
      ),
      chatsMenu(this),
    );
  }

  note() {
    if (this.typingTimer) return h("span", { "class": "typing", "data-testid": "typing" }, say("typing"));
    if (this.chat.type === "private") return say("bot");
    return count(this.chat.type === "channel" ? "subscribers" : "members", this.chat.member_count);
  }

  typing(milliseconds = TYPING_MS) {
    if (!milliseconds && !this.typingTimer) return;
    clearTimeout(this.typingTimer);
    this.typingTimer = milliseconds && setTimeout(() => this.typing(0), milliseconds);
    fill(this.header.querySelector(".chat-note"), this.note());
  }

  drawPinned() {
    const pinned = [...this.chat.byKey.values()]
      .map(({ message }) => message)
      .filter((message) => message.view.pinned)
      .at(-1);
    fill(
      this.pinned,
      pinned &&
        h(
          "button",
          {
            "class": "pinned",
            "type": "button",
            "data-testid": "pinned",
            "onclick": () => this.list.flash(pinned.message_id),
          },
          icon("pin"),
          h(
            "span",
            { class: "pinned-text" },
            h("strong", {}, say("pinned")),
            h("bdi", { class: "one-line" }, textOf(pinned)),
          ),
        ),
    );
  }

  answered(event) {
    this.presses.answered(event);
  }

  // Runs an act; a refusal is shown as a pill in this chat and answers null.
  async act(what, details) {
    try {
      return (await this.world.act(what, details)) ?? true;
    } catch (error) {
      this.slots.complain(error, this.chat);
      return null;
    }
  }
}
