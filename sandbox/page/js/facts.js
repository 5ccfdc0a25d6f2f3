// Small questions about a chat, asked in several places.

export const WRITERS = new Set(["creator", "administrator"]);
const PRESENT = new Set(["creator", "administrator", "member", "restricted"]);

export function isPresent(chat) {
  return chat.type === "private" || PRESENT.has(chat.my_status);
}

export function isAdmin(chat) {
  return WRITERS.has(chat.my_status);
}

export function titleOf(chat, world) {
  return chat.type === "private" ? world.bot.first_name : chat.title;
}

// Whose picture stands for a chat: the bot's for the private one.
export function faceOf(chat, world) {
  return chat.type === "private" ? world.bot.id : chat.id;
}

// A moved basic group keeps its history and takes nothing new.
export function movedTo(chat) {
  for (const { message } of chat.byKey.values()) if (message.migrate_to_chat_id) return message.migrate_to_chat_id;
  return null;
}

export function mayWrite(chat) {
  if (chat.type === "private") return chat.started && !chat.blocked;
  if (chat.type === "channel") return isAdmin(chat);
  return isPresent(chat) && !movedTo(chat);
}

// Under which names the person may write in a group: their own, the group's (an anonymous admin), a channel they own.
export function senders(chat, world) {
  if (!["group", "supergroup"].includes(chat.type)) return [];
  const own = [...world.chats.values()].filter((other) => other.type === "channel" && other.my_status === "creator");
  return [chat.my_anonymous ? chat : null, ...own].filter(Boolean);
}
