// What lies at the bottom of a chat: the composer, or the one thing that can be done instead of writing.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { isAdmin, isPresent, movedTo } from "./facts.js";
import { Composer } from "./composer.js";
import { voterOf } from "./sender.js";

// The first that applies is shown; the last always does.
const STATES = [
  ["unblock", (chat) => chat.type === "private" && chat.blocked, (view) => big(view, "unblock", "unblock")],
  ["start", (chat) => chat.type === "private" && !chat.started, (view) => big(view, "start", "start")],
  ["kicked", (chat) => chat.my_status === "kicked", () => note("kicked")],
  ["moved", (chat) => movedTo(chat), (view) => moved(view)],
  [
    "join",
    (chat) => !isPresent(chat),
    (view) =>
      big(view, `join.${view.chat.type === "channel" ? "channel" : "group"}`, "join", { chat_id: view.chat.id }),
  ],
  ["reader", (chat) => chat.type === "channel" && !isAdmin(chat), () => note("channel.read")],
  ["composer", () => true, (view) => view.footer.composer.root],
];

export class Footer {
  constructor(view) {
    this.view = view;
    this.root = h("footer", { class: "chat-foot" });
    this.composer = new Composer(view);
    queueMicrotask(() => this.draw());
  }

  draw() {
    const [state, , build] = STATES.find(([, applies]) => applies(this.view.chat));
    if (state !== this.state) fill(this.root, build(this.view));
    this.state = state;
    this.root.dataset.state = state;
    this.composer.update();
  }

  reply(message) {
    this.composer.reply(message);
  }

  edit(message) {
    this.composer.edit(message);
  }

  write(text) {
    this.composer.write(text);
  }

  sendText(text) {
    return this.view.act("send", { chat_id: this.view.chat.id, text, ...voterOf(this.view) });
  }

  noticed(message) {
    this.composer.noticed(message);
  }
}

function big(view, key, what, details = {}) {
  return h(
    "button",
    {
      "class": "primary wide big",
      "type": "button",
      "data-testid": what,
      "data-focus": what,
      "onclick": () => view.act(what, details),
    },
    say(key),
  );
}

function note(key) {
  return h("p", { class: "foot-note" }, say(key));
}

function moved(view) {
  return h(
    "p",
    { class: "foot-note" },
    say("moved"),
    " ",
    h(
      "button",
      {
        "class": "link",
        "type": "button",
        "data-testid": "moved",
        "onclick": () => view.slots.open(movedTo(view.chat)),
      },
      icon("forward"),
      say("moved.open"),
    ),
  );
}
