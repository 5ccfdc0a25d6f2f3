// In whose name the person acts in a group: their own, the group's (an anonymous admin), a channel of theirs.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { senders } from "./facts.js";
import { nameOf } from "./people.js";
import { openMenu } from "./popup.js";

export class Sender {
  constructor(view) {
    Object.assign(this, { view, chosen: null, root: h("span", { class: "compose-as" }) });
  }

  // The chat that stands as the sender; null when it is the person.
  current() {
    const { chat, world } = this.view;
    return senders(chat, world).find(({ id }) => id === this.chosen) ?? (chat.my_anonymous ? chat : null);
  }

  draw() {
    const { chat, world } = this.view;
    const choices = senders(chat, world);
    const label = say("sendas", { name: this.current()?.title ?? nameOf(world.me) });
    const button =
      choices.length > 0 &&
      h(
        "button",
        {
          "class": "round",
          "type": "button",
          "title": label,
          "aria-label": label,
          "aria-haspopup": "menu",
          "data-testid": "send-as",
          "onclick": () =>
            openMenu(button, [
              !chat.my_anonymous && this.entry(null, nameOf(world.me), "private"),
              ...choices.map(({ id, title, type }) => this.entry(id, title, markOf(type))),
            ]),
        },
        icon(markOf(this.current()?.type)),
      );
    fill(this.root, button);
  }

  entry(id, text, mark) {
    const run = () => {
      this.chosen = id;
      this.draw();
    };
    return { text, lead: icon(mark), data: { "data-sender": id ?? "me" }, run };
  }
}

function markOf(type) {
  return { channel: "channel", group: "group", supergroup: "group" }[type] ?? "private";
}

// What an act says about the sender: nothing when the person acts in their own name.
export function voterOf(view) {
  const sender = view.footer.composer.as.current();
  return sender ? { as_chat: sender.id } : {};
}
