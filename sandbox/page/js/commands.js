// The bot's commands: a menu button, and suggestions while a "/" is being typed.
import { dirFor } from "./bidi.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

export class Commands {
  constructor(view, composer) {
    Object.assign(this, { view, composer, shown: [], active: 0 });
    this.list = h("div", {
      "class": "commands",
      "role": "listbox",
      "aria-label": say("commands"),
      "data-testid": "commands",
      "hidden": true,
    });
    this.button = h(
      "button",
      {
        "class": "round menu-button",
        "type": "button",
        "aria-label": say("commands"),
        "title": say("commands"),
        "aria-expanded": "false",
        "data-testid": "command-menu",
        "onclick": () => (this.list.hidden ? this.show(this.known()) : this.hide()),
      },
      icon("menu"),
    );
  }

  known() {
    const { chat, world } = this.view;
    return (chat.type === "private" ? world.bot.commands : chat.commands) ?? [];
  }

  draw() {
    this.button.hidden = this.known().length === 0;
  }

  suggest(text) {
    const typed = /^\/(\w*)$/.exec(text)?.[1];
    const fitting =
      typed === undefined ? [] : this.known().filter(({ command }) => command.startsWith(typed.toLowerCase()));
    if (fitting.length) this.show(fitting);
    else this.hide();
  }

  show(commands) {
    Object.assign(this, { shown: commands, active: 0 });
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.mark();
  }

  hide() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  mark() {
    fill(
      this.list,
      this.shown.map(({ command, description }, index) =>
        h(
          "button",
          {
            "class": "command-item",
            "role": "option",
            "type": "button",
            "aria-selected": String(index === this.active),
            "data-command": command,
            "onclick": () => this.choose(command),
          },
          h("code", { dir: "ltr" }, `/${command}`),
          h("span", { dir: dirFor(description) }, description),
        ),
      ),
    );
    this.list.children[this.active]?.scrollIntoView({ block: "nearest" });
  }

  // In a group the bot is named, so that the command reaches it and no other.
  choose(command) {
    const { chat, world, footer } = this.view;
    this.hide();
    this.composer.write("");
    footer.sendText(chat.type === "private" ? `/${command}` : `/${command}@${world.bot.username}`);
  }

  // Answers whether the key was meant for the list.
  key(event) {
    if (this.list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.active = (this.active + step + this.shown.length) % this.shown.length;
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey))
      this.choose(this.shown[this.active].command);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    if (step) this.mark();
    return true;
  }
}

addEventListener("pointerdown", (event) => {
  if (event.target.closest(".commands, .menu-button")) return;
  for (const list of document.querySelectorAll(".commands:not([hidden])")) list.hidden = true;
});
