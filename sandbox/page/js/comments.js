// A channel post's comments live in the linked group, in the thread of its automatic forward.

export function commentsOf(view, post) {
  const group = view.chat.type === "channel" && view.world.chat(view.chat.linked_chat_id);
  if (!group) return null;
  const messages = [...group.byKey.values()].map(({ message }) => message);
  const copy = messages.find(
    (message) => message.is_automatic_forward && isOf(message.forward_origin, view.chat.id, post.message_id),
  );
  if (!copy) return null;
  const total = messages.filter((message) => message.message_thread_id === copy.message_id && message !== copy).length;
  return { total, open: () => openThread(view, group, copy) };
}

function isOf(origin, channelId, messageId) {
  return origin?.chat?.id === channelId && origin.message_id === messageId;
}

function openThread(view, group, copy) {
  const there = view.slots.open(group.id);
  there.list.flash(copy.message_id);
  there.footer.reply(copy);
}
