// Short choices inside the chat's sheet: a person to add, a discussion group to link.
import { avatar, h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";
import { movedTo } from "../facts.js";
import { nameOf } from "../people.js";
import { openSheet, row } from "./sheet.js";

export function addPersonSheet(world, chat) {
  const here = new Set(
    chat.members.filter(({ status }) => !["left", "kicked"].includes(status)).map((member) => member.person_id),
  );
  const others = world.people.filter((person) => !here.has(person.id));
  const sheet = openSheet({
    title: say("manage.add.title"),
    testid: "pick-person",
    body: [
      others.length === 0 && h("p", { class: "quiet" }, say("manage.everyone")),
      others.map((person) =>
        row({
          lead: avatar(person.id, nameOf(person)),
          title: nameOf(person),
          testid: "pick-option",
          data: { "data-pick": person.id },
          onclick: () => sheet.run(() => world.act("add_person", { chat_id: chat.id, person_id: person.id })),
        }),
      ),
    ],
  });
}

export function linkSheet(world, channel) {
  const groups = [...world.chats.values()].filter((chat) => chat.type === "supergroup" && !movedTo(chat));
  const link = (group) => () =>
    sheet.run(() => world.act("link", { channel_id: channel.id, group_id: group?.id ?? null }));
  const sheet = openSheet({
    title: say("manage.link"),
    testid: "pick-group",
    body: [
      groups.map((group) =>
        row({
          lead: avatar(group.id, group.title),
          title: group.title,
          note: group.id === channel.linked_chat_id ? "✓" : null,
          testid: "pick-option",
          data: { "data-pick": group.id },
          onclick: link(group),
        }),
      ),
      row({
        lead: h("span", { class: "avatar plain" }, icon("close")),
        title: say("manage.link.none"),
        testid: "pick-none",
        onclick: link(null),
      }),
    ],
  });
}
