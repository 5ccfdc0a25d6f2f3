// Writing: a text, an answer, a correction, a picture. Nothing typed is lost by switching or by a refusal.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { titleOf } from "./facts.js";
import { senderName, textOf } from "./plain.js";
import { Attachment } from "./attachment.js";
import { Commands } from "./commands.js";
import { ReplyKeys } from "./replykeys.js";
import { Sender, voterOf } from "./sender.js";

export class Composer {
  constructor(view) {
    this.view = view;
    this.draftKey = `draft:${view.world.me.id}:${view.chat.id}`;
    this.context = h("div", { class: "compose-context" });
    this.input = h("textarea", {
      "rows": 1,
      "dir": "auto",
      "class": "compose-input",
      "data-testid": "composer",
      "aria-label": say("compose.label", { title: titleOf(view.chat, view.world) }),
      "oninput": () => this.typed(),
      "onkeydown": (event) => this.key(event),
      "onpaste": (event) => this.attachment.paste(event),
    });
    this.input.value = sessionStorage.getItem(this.draftKey) ?? "";
    this.attachment = new Attachment(view, () => this.drawContext());
    this.commands = new Commands(view, this);
    this.keys = new ReplyKeys(view, this);
    this.as = new Sender(view);
    this.root = this.build();
    this.update();
  }

  build() {
    const send = h(
      "button",
      { "class": "send", "type": "submit", "aria-label": say("send"), "data-testid": "send" },
      icon("send"),
    );
    return h(
      "form",
      { class: "composer", onsubmit: (event) => this.submit(event) },
      this.commands.list,
      this.context,
      h(
        "div",
        { class: "compose-row" },
        this.commands.button,
        this.as.root,
        this.attachment.button,
        this.attachment.input,
        this.input,
        this.keys.toggle,
        send,
      ),
      this.keys.root,
    );
  }

  // Called whenever the chat's facts may have changed.
  update() {
    const { chat } = this.view;
    const hint = chat.keyboard?.input_field_placeholder;
    this.input.placeholder = hint ?? say(chat.type === "channel" ? "compose.channel" : "compose");
    this.commands.draw();
    this.keys.draw();
    this.as.draw();
  }

  typed() {
    this.grow();
    if (!this.editing) sessionStorage.setItem(this.draftKey, this.input.value);
    this.commands.suggest(this.input.value);
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
  }

  write(text) {
    this.input.value = text;
    this.typed();
    this.input.focus();
  }

  key(event) {
    if (event.isComposing || this.commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) this.submit(event);
    else if (event.key === "Escape") this.clearContext();
    else if (event.key === "ArrowUp" && !this.input.value) this.editLast(event);
  }

  editLast(event) {
    const own = [...this.view.chat.byKey.values()]
      .map(({ message }) => message)
      .filter((message) => message.view.mine && message.text && !message.forward_origin);
    if (!own.length) return;
    event.preventDefault();
    this.edit(own.at(-1));
  }

  reply(message) {
    Object.assign(this, { replyTo: message, editing: null });
    this.drawContext();
    this.input.focus();
  }

  edit(message) {
    Object.assign(this, { editing: message, replyTo: null });
    this.drawContext();
    this.write(message.text ?? message.caption);
  }

  noticed(message) {
    if (message.reply_markup?.force_reply || (this.view.chat.keyboard?.force_reply && !message.view.mine))
      this.reply(message);
    if (!message.view.mine) this.keys.reveal();
  }

  clearContext() {
    if (this.editing) this.write(sessionStorage.getItem(this.draftKey) ?? "");
    Object.assign(this, { editing: null, replyTo: null });
    this.attachment.clear();
    this.drawContext();
  }

  drawContext() {
    const about = this.editing ?? this.replyTo;
    const title = this.editing ? say("editing") : this.replyTo && say("replying", { name: senderName(this.replyTo) });
    fill(
      this.context,
      this.attachment.preview(),
      about &&
        h(
          "div",
          { "class": "context", "data-testid": "compose-context" },
          icon(this.editing ? "edit" : "reply"),
          h("span", { class: "context-text" }, h("strong", {}, title), h("bdi", { class: "one-line" }, textOf(about))),
          h(
            "button",
            {
              "class": "round small",
              "type": "button",
              "aria-label": say("cancel"),
              "data-testid": "context-cancel",
              "onclick": () => this.clearContext(),
            },
            icon("close"),
          ),
        ),
    );
  }

  async submit(event) {
    event.preventDefault();
    const text = this.input.value;
    const { editing, replyTo } = this;
    const photo = this.attachment.data;
    if (!text.trim() && !photo) return;
    this.reset();
    const chat_id = this.view.chat.id;
    const done = editing
      ? await this.view.act("edit", { chat_id, message_id: editing.message_id, text, photo: photo ?? undefined })
      : await this.view.act("send", {
          chat_id,
          text,
          reply_to: replyTo?.message_id,
          photo: photo ?? undefined,
          ...voterOf(this.view),
        });
    if (!done) this.restore({ text, editing, replyTo, photo });
  }

  reset() {
    Object.assign(this, { editing: null, replyTo: null });
    this.attachment.clear();
    this.drawContext();
    this.write("");
  }

  // A refused text comes back to the field, unless something new was begun meanwhile.
  restore({ text, editing, replyTo, photo }) {
    if (this.input.value) return;
    Object.assign(this, { editing, replyTo });
    this.attachment.put(photo);
    this.drawContext();
    this.write(text);
  }
}
