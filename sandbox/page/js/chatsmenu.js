// The other chats of a slot, offered from its header; new ones are made here too.
import { avatar, h } from "./dom.js";
import { icon } from "./icons.js";
import { number, say } from "./words.js";
import { faceOf, titleOf } from "./facts.js";
import { openMenu } from "./popup.js";
import { newChatSheet } from "./sheets/newchat.js";

const MAKES = { channel: ["channel"], group: ["supergroup", "group"] };

export function chatsMenu(view) {
  const { slots, chat, world } = view;
  const slot = chat.type === "supergroup" ? "group" : chat.type;
  if (!MAKES[slot]) return null;
  const others = slots.candidates(slot).filter((other) => other.id !== chat.id);
  const waiting = others.reduce((sum, other) => sum + (slots.unread.get(other.id) ?? 0), 0);
  const button = h(
    "button",
    {
      "class": "round",
      "type": "button",
      "aria-label": say("slot.choose"),
      "title": say("slot.choose"),
      "aria-haspopup": "menu",
      "data-testid": "chat-switch",
      "data-focus": "switch",
      "onclick": () =>
        openMenu(button, [...others.map((other) => entry(slots, world, other)), maker(slots, world, slot)]),
    },
    icon("down"),
    waiting > 0 && h("span", { class: "badge" }, number(waiting)),
  );
  return button;
}

function entry(slots, world, chat) {
  return {
    lead: avatar(faceOf(chat, world), titleOf(chat, world), "small"),
    text: titleOf(chat, world),
    data: { "data-switch": chat.id },
    run: () => slots.open(chat.id),
  };
}

function maker(slots, world, slot) {
  return {
    lead: icon("plus"),
    text: say(`new.${slot}`),
    data: { "data-switch": "new" },
    run: () => newChatSheet(world, MAKES[slot], (chat) => slots.open(chat.id)),
  };
}
