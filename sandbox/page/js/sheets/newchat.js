// Makes a channel, a group or a supergroup that belongs to the present person.
import { h } from "../dom.js";
import { say } from "../words.js";
import { field, openSheet } from "./sheet.js";

// `types`: which kinds are offered; `then(chat)` runs when it is made.
export function newChatSheet(world, types, then) {
  const title = h("input", {
    "required": true,
    "maxlength": 128,
    "dir": "auto",
    "autocomplete": "off",
    "data-testid": "chat-title",
  });
  const username = h("input", {
    "dir": "ltr",
    "pattern": "[A-Za-z][A-Za-z0-9_]{3,31}",
    "autocomplete": "off",
    "data-testid": "chat-username",
  });
  const kind = h(
    "select",
    { "data-testid": "chat-type" },
    types.map((type) => h("option", { value: type }, say(`type.${type}`))),
  );
  openSheet({
    title: say(`new.${types[0]}`),
    testid: "newchat-sheet",
    submit: say("new.create"),
    body: [types.length > 1 && kind, field(say("new.title"), title), field(say("new.username"), username)],
    onSubmit: async () => {
      const chat = await world.act("new_chat", {
        type: kind.value,
        title: title.value.trim(),
        username: username.value || undefined,
      });
      await world.reload();
      then?.(chat);
    },
  });
}
