// The keyboard a bot puts in place of the letters. Each kind of key is an entry: what makes it and what a press does.
import { dirFor } from "./bidi.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { showToast } from "./toast.js";
import { chooseChatSheet } from "./sheets/choosechat.js";
import { newPollSheet } from "./sheets/newpoll.js";

const KINDS = {
  request_chat: (view, key, used) => chooseChatSheet(view, key.request_chat, used),
  request_poll: (view, key, used) => newPollSheet(view, { quiz: key.request_poll.type === "quiz", then: used }),
  request_users: unsupported,
  request_contact: unsupported,
  request_location: unsupported,
  web_app: unsupported,
};

function unsupported(view) {
  showToast(view.toasts, say("button.unsupported"));
}

async function write(view, key, used) {
  if (await view.footer.sendText(key.text)) used();
}

export class ReplyKeys {
  constructor(view, composer) {
    Object.assign(this, { view, composer, hidden: false, drawn: "" });
    this.root = h("div", {
      "class": "reply-keys",
      "role": "group",
      "aria-label": say("keyboard.show"),
      "data-testid": "reply-keyboard",
      "hidden": true,
    });
    this.toggle = h(
      "button",
      {
        "class": "round",
        "type": "button",
        "hidden": true,
        "data-testid": "keyboard-toggle",
        "onclick": () => this.flip(),
      },
      icon("keyboard"),
    );
  }

  draw() {
    const rows = this.view.chat.keyboard?.keyboard ?? [];
    const drawn = JSON.stringify(this.view.chat.keyboard ?? null);
    if (drawn !== this.drawn) this.hidden = false;
    this.drawn = drawn;
    this.root.hidden = this.hidden || rows.length === 0;
    this.toggle.hidden = rows.length === 0;
    const label = say(this.hidden ? "keyboard.show" : "keyboard.hide");
    this.toggle.setAttribute("aria-label", label);
    this.toggle.title = label;
    fill(
      this.root,
      rows.map((row) =>
        h(
          "div",
          { class: "reply-row" },
          row.map((key) => this.key(key)),
        ),
      ),
    );
  }

  key(key) {
    const text = typeof key === "string" ? key : key.text;
    const kind = Object.keys(KINDS).find((name) => key[name] !== undefined);
    const press = KINDS[kind] ?? write;
    return h(
      "button",
      {
        "class": `reply-key ${key.style ?? ""}`,
        "type": "button",
        "dir": dirFor(text),
        "data-reply-key": text,
        "data-kind": kind ?? "text",
        "data-style": key.style,
        "onclick": () => press(this.view, { ...key, text }, () => this.used()),
      },
      text,
    );
  }

  used() {
    if (!this.view.chat.keyboard?.one_time_keyboard) return;
    this.hidden = true;
    this.draw();
  }

  flip() {
    this.hidden = !this.hidden;
    this.draw();
  }

  // A bot that answers shows its keyboard again, also when it is the same one as before.
  reveal() {
    if (!this.hidden || !this.view.chat.keyboard?.one_time_keyboard) return;
    this.hidden = false;
    this.draw();
  }
}
