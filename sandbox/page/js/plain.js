// A message in one line, for quotes, the pinned bar and the like.
import { say } from "./words.js";
import { serviceText } from "./service.js";

export function textOf(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 140);
  if (message.poll) return message.poll.question;
  if (message.photo) return say("photo");
  if (message.voice) return say("voice");
  if (message.document) return message.document.file_name;
  return serviceText(message) ?? "";
}

export function senderName(message) {
  const { sender_chat: chat, from: user } = message;
  return message.view?.author ?? chat?.title ?? [user?.first_name, user?.last_name].filter(Boolean).join(" ");
}

export function senderId(message) {
  return message.sender_chat?.id ?? message.from?.id ?? message.chat.id;
}

// Who wrote it first: a person, a person who hides, a chat or a channel.
export function originName(origin) {
  const user = origin.sender_user;
  const chat = origin.sender_chat ?? origin.chat;
  return origin.sender_user_name ?? chat?.title ?? [user?.first_name, user?.last_name].filter(Boolean).join(" ");
}
