// Everything about a chat in one sheet: its members, the bot's place in it, and what the person may do with it.
import { dirFor } from "../bidi.js";
import { avatar, fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { count, say } from "../words.js";
import { isAdmin, isPresent, movedTo, titleOf } from "../facts.js";
import { openMenu } from "../popup.js";
import { addPersonSheet, linkSheet } from "./pick.js";
import { rightsSheet } from "./rights.js";
import { openSheet, row } from "./sheet.js";

export function manageSheet(view) {
  const { chat, world } = view;
  const body = h("div", { class: "manage" });
  const sheet = openSheet({ title: titleOf(chat, world), testid: "manage-sheet", body });
  const draw = () =>
    sheet.dialog.isConnected && fill(body, chat.type === "private" ? aboutBot(view, sheet) : aboutChat(view, sheet));
  world.on("chat", (changed) => changed.id === chat.id && draw());
  draw();
}

function action(name, text, lead, onclick, danger = false) {
  return row({
    lead: h("span", { class: `avatar plain ${danger ? "danger" : ""}` }, icon(lead)),
    title: text,
    testid: `manage-${name}`,
    onclick,
  });
}

function aboutBot({ chat, world }, sheet) {
  const { bot } = world;
  const act = (what) => () => sheet.run(() => world.act(what));
  return [
    h("p", { class: "quiet about", dir: dirFor(bot.description) }, bot.description || bot.short_description || ""),
    h("p", { class: "quiet", dir: "ltr" }, `@${bot.username}`),
    chat.blocked
      ? action("unblock", say("manage.unblock"), "bot", act("unblock"))
      : action("block", say("manage.block"), "block", act("block"), true),
  ];
}

function aboutChat(view, sheet) {
  const { chat, world } = view;
  const here = chat.members.filter((member) => !["left", "kicked"].includes(member.status));
  return [
    h(
      "p",
      { class: "quiet" },
      [say(`type.${chat.type}`), chat.username && `@${chat.username}`, linked(view)].filter(Boolean).join(" · "),
    ),
    chatActions(view, sheet),
    h("h3", {}, say("manage.members"), " ", h("span", { class: "quiet" }, count("members", chat.member_count))),
    h(
      "ul",
      { class: "members" },
      here.map((member) => memberRow(view, sheet, member)),
    ),
  ];
}

function linked({ chat, world }) {
  const other = world.chat(chat.linked_chat_id);
  return other && say("manage.linked", { title: other.title });
}

function chatActions({ chat, world }, sheet) {
  const bot = world.bot.first_name;
  const botIn = ["administrator", "member"].includes(chat.bot_status);
  const present = isPresent(chat);
  const [admin, owner] = [isAdmin(chat), chat.my_status === "creator"];
  const act = (what, details = {}) => sheet.run(() => world.act(what, { chat_id: chat.id, ...details }));
  const setBot = () =>
    rightsSheet(chat, {
      title: say(botIn ? "manage.bot.rights" : "manage.bot.add", { bot }),
      plain: chat.type !== "channel",
      given: chat.members.find((member) => member.is_bot)?.rights ?? null,
      save: ({ rights }) => world.act("add_bot", { chat_id: chat.id, rights }),
    });
  return [
    present && action("add-person", say("manage.add"), "plus", () => addPersonSheet(world, chat)),
    admin && action("bot", say(botIn ? "manage.bot.rights" : "manage.bot.add", { bot }), "bot", setBot),
    admin && botIn && action("bot-remove", say("manage.bot.remove", { bot }), "close", () => act("remove_bot"), true),
    chat.type === "channel" && owner && action("link", say("manage.link"), "link", () => linkSheet(world, chat)),
    chat.type === "group" &&
      !movedTo(chat) &&
      owner &&
      action("migrate", say("manage.migrate"), "group", () => act("migrate")),
    present
      ? action("leave", say("manage.leave"), "leave", () => act("leave"), true)
      : action("join", say(chat.type === "channel" ? "join.channel" : "join.group"), "plus", () => act("join")),
  ];
}

function memberRow(view, sheet, member) {
  const { chat, world } = view;
  const status = say(member.anonymous ? "status.anonymous" : `status.${member.status}`);
  const button =
    !member.is_bot &&
    isAdmin(chat) &&
    h(
      "button",
      {
        "class": "round",
        "type": "button",
        "aria-label": `${say("more")}: ${member.first_name}`,
        "aria-haspopup": "menu",
        "data-testid": "member-menu",
        "onclick": () => openMenu(button, memberActions(world, chat, sheet, member)),
      },
      icon("more"),
    );
  return h(
    "li",
    { "class": "member", "data-member": member.person_id, "data-status": member.status },
    avatar(member.person_id, member.first_name),
    h(
      "span",
      { class: "row-text" },
      h("bdi", { class: "row-title" }, member.first_name),
      h("span", { class: "row-note" }, member.is_bot ? `${say("bot")} · ${status}` : status),
    ),
    button,
  );
}

function memberActions(world, chat, sheet, member) {
  const person = { chat_id: chat.id, person_id: member.person_id };
  const act = (what, details) => () =>
    world.act(what, { ...person, ...details }).catch((error) => sheet.run(() => Promise.reject(error)));
  const promote = () =>
    rightsSheet(chat, {
      title: member.first_name,
      given: member.rights,
      owner: member.status === "creator",
      anonymous: chat.type === "channel" ? null : member.anonymous,
      save: ({ rights, anonymous }) => world.act("promote", { ...person, rights, anonymous }),
    });
  const admin = member.status === "administrator";
  return [
    !(member.status === "creator" && chat.type === "channel") && {
      text: say(member.status === "member" ? "manage.promote" : "manage.rights"),
      data: { "data-do": "promote" },
      run: promote,
    },
    admin && { text: say("manage.demote"), data: { "data-do": "demote" }, run: act("promote", { rights: null }) },
    member.status !== "creator" && {
      text: say("manage.remove"),
      data: { "data-do": "remove" },
      danger: true,
      run: act("remove_person"),
    },
  ];
}
