// What an administrator (a person or the bot) may do in a chat.
import { h } from "../dom.js";
import { say } from "../words.js";
import { check, openSheet } from "./sheet.js";

const CHANNEL = [
  "can_post_messages",
  "can_edit_messages",
  "can_delete_messages",
  "can_invite_users",
  "can_change_info",
  "can_promote_members",
];
const GROUP = [
  "can_delete_messages",
  "can_restrict_members",
  "can_invite_users",
  "can_pin_messages",
  "can_change_info",
  "can_promote_members",
];
const USUAL = new Set([
  "can_post_messages",
  "can_edit_messages",
  "can_delete_messages",
  "can_invite_users",
  "can_pin_messages",
  "can_restrict_members",
]);

// `given`: present rights or null; `save({rights, anonymous})`. `plain` offers "no rights at all" (the bot as a plain member).
// An `owner` has every right; only the anonymity is theirs to choose.
export function rightsSheet(chat, { title, given, anonymous = null, plain = false, owner = false, save }) {
  const names = owner ? [] : chat.type === "channel" ? CHANNEL : GROUP;
  const boxes = names.map((name) =>
    check(say(`right.${name}`), { "checked": given ? given[name] : USUAL.has(name), "data-right": name }),
  );
  const hidden =
    anonymous !== null && check(say("manage.anonymous"), { "checked": anonymous, "data-right": "is_anonymous" });
  const none =
    plain &&
    check(say("manage.member"), {
      "data-right": "none",
      "onchange": (event) => boxes.forEach((box) => (box.firstChild.disabled = event.target.checked)),
    });
  openSheet({
    title,
    testid: "rights-sheet",
    submit: say("save"),
    body: h("div", { class: "checks" }, none, boxes, hidden),
    onSubmit: () =>
      save({
        rights: none?.firstChild?.checked
          ? null
          : {
              can_manage_chat: true,
              ...Object.fromEntries(names.map((name, index) => [name, boxes[index].firstChild.checked])),
            },
        anonymous: hidden ? hidden.firstChild.checked : undefined,
      }),
  });
}
