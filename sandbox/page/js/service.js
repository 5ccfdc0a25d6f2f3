// Messages that tell what happened in a chat rather than what somebody said.
import { say } from "./words.js";

const name = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ");
const doer = (message) => message.sender_chat?.title ?? name(message.from);

const KINDS = {
  new_chat_members: (message) =>
    message.new_chat_members
      .map((user) =>
        user.id === message.from?.id
          ? say("service.joined", { name: name(user) })
          : say("service.added", { name: name(user), by: doer(message) }),
      )
      .join("\n"),
  left_chat_member: (message) =>
    message.left_chat_member.id === message.from?.id
      ? say("service.left", { name: name(message.left_chat_member) })
      : say("service.removed", { name: name(message.left_chat_member), by: doer(message) }),
  group_chat_created: (message) => say("service.created", { name: doer(message) }),
  supergroup_chat_created: (message) => say("service.created", { name: doer(message) }),
  channel_chat_created: () => say("service.channel"),
  migrate_to_chat_id: () => say("service.migrated"),
  migrate_from_chat_id: () => say("service.migrated"),
  pinned_message: (message) => say("service.pinned", { name: doer(message) }),
  new_chat_title: (message) => say("service.title", { title: message.new_chat_title }),
  chat_shared: (message) =>
    message.chat_shared.title
      ? say("service.shared", { title: message.chat_shared.title })
      : say("service.shared.unnamed"),
};
const CONTENT = ["text", "caption", "photo", "poll", "document", "voice", "animation", "sticker"];

// The line of a service message; null for an ordinary one.
export function serviceText(message) {
  const kind = Object.keys(KINDS).find((key) => message[key] !== undefined);
  if (kind) return KINDS[kind](message);
  return CONTENT.some((key) => message[key] !== undefined) ? null : say("service.other");
}
