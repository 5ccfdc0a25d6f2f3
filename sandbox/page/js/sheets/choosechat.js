// A request-chat button: the chats that fit, what the bot will be allowed there, and a way to make a new one.
import { avatar, h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";
import { isAdmin, movedTo } from "../facts.js";
import { newChatSheet } from "./newchat.js";
import { openSheet, row } from "./sheet.js";

// Why a chat does not fit; the first that applies is shown.
const OBSTACLES = [
  ["choose.not_owner", (chat, wish) => wish.chat_is_created && chat.my_status !== "creator"],
  ["choose.not_admin", (chat, wish) => needsAdmin(wish) && !isAdmin(chat)],
  [
    "choose.username",
    (chat, wish) => wish.chat_has_username !== undefined && wish.chat_has_username !== Boolean(chat.username),
  ],
  [
    "choose.no_bot",
    (chat, wish) =>
      wish.bot_is_member && !wish.bot_administrator_rights && !["member", "administrator"].includes(chat.bot_status),
  ],
];

function needsAdmin(wish) {
  return Boolean(wish.user_administrator_rights ?? wish.bot_administrator_rights);
}

export function chooseChatSheet(view, wish, used) {
  const { world } = view;
  const share = (chat) =>
    sheet.run(async () => {
      await world.act("share_chat", { request_id: wish.request_id, chat_id: chat.id });
      used();
    });
  const types = wish.chat_is_channel ? ["channel"] : ["supergroup", "group"];
  const chats = [...world.chats.values()].filter((chat) => types.includes(chat.type) && !movedTo(chat));
  const sheet = openSheet({
    title: say(wish.chat_is_channel ? "choose.channel" : "choose.group"),
    testid: "choose-chat",
    body: [
      rightsNote(world, wish),
      chats.map((chat) => choice(chat, wish, () => share(chat))),
      chats.length === 0 && h("p", { class: "quiet" }, say("choose.none")),
      row({
        lead: h("span", { class: "avatar plain" }, icon("plus")),
        title: say(`new.${types[0]}`),
        testid: "choose-new",
        onclick: () => newChatSheet(world, types, share),
      }),
    ],
  });
}

function choice(chat, wish, onclick) {
  const obstacle = OBSTACLES.find(([, stands]) => stands(chat, wish))?.[0];
  return row({
    lead: avatar(chat.id, chat.title),
    title: chat.title,
    note: obstacle ? say(obstacle) : say(`status.${chat.my_status}`),
    testid: "choose-option",
    data: { "data-choice": chat.id },
    disabled: Boolean(obstacle),
    onclick,
  });
}

function rightsNote(world, wish) {
  const asked = Object.entries(wish.bot_administrator_rights ?? {})
    .filter(([, given]) => given === true)
    .map(([name]) => name);
  const bot = world.bot.first_name;
  if (!asked.length) return wish.bot_is_member ? h("p", { class: "rights-note" }, say("choose.member", { bot })) : null;
  return h(
    "div",
    { "class": "rights-note", "data-testid": "asked-rights" },
    h("p", {}, say("choose.rights", { bot })),
    h(
      "ul",
      {},
      asked.map((name) => h("li", { "data-right": name }, icon("check"), say(`right.${name}`))),
    ),
  );
}
