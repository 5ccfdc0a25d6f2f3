// What can be done with a message: react, reply, forward, edit, copy.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { isAdmin, isPresent, mayWrite, titleOf } from "./facts.js";
import { closeMenu, openMenu } from "./popup.js";
import { copy } from "./inline.js";
import { forwardSheet } from "./sheets/forward.js";
import { showToast } from "./toast.js";

const EMOJI = ["👍", "❤", "🔥", "👏", "😁", "🤔", "😢", "🎉"];

export function openMessageMenu(view, message, anchor, at) {
  const { chat } = view;
  const text = message.text ?? message.caption;
  const ordinary = !message.view.ephemeral;
  openMenu(
    anchor,
    [
      mayWrite(chat) && ordinary && item("reply", () => view.footer.reply(message)),
      ordinary && item("forward", () => forward(view, message)),
      message.view.mine && text && !message.forward_origin && item("edit", () => view.footer.edit(message)),
      text && item("copy", () => copy(view, text)),
      mayDelete(chat, message) && {
        ...item("delete", () => view.act("delete", addressOf(chat, message))),
        danger: true,
      },
    ],
    { at, top: ordinary && isPresent(chat) && reactionRow(view, message) },
  );
}

function mayDelete(chat, message) {
  return message.view.mine || chat.type === "private" || isAdmin(chat);
}

function addressOf(chat, { message_id, ephemeral_message_id }) {
  return { chat_id: chat.id, message_id, ephemeral_message_id };
}

function item(name, run) {
  return { lead: icon(name), text: say(`menu.${name}`), data: { "data-action": name }, run };
}

function forward(view, message) {
  forwardSheet(view.world, view.chat, message, (target) =>
    showToast(view.toasts, say("forwarded", { title: titleOf(target, view.world) })),
  );
}

function reactionRow(view, message) {
  const mine = (message.view.reactions ?? []).find((reaction) => reaction.mine)?.emoji;
  return h(
    "div",
    { class: "menu-reactions", role: "group" },
    EMOJI.map((emoji) =>
      h(
        "button",
        {
          "type": "button",
          "role": "menuitemradio",
          "class": "menu-emoji",
          "aria-checked": String(emoji === mine),
          "aria-label": say("menu.react", { emoji }),
          "data-react": emoji,
          "onclick": () => {
            closeMenu();
            view.act("react", {
              chat_id: view.chat.id,
              message_id: message.message_id,
              emoji: emoji === mine ? null : emoji,
            });
          },
        },
        emoji,
      ),
    ),
  );
}
