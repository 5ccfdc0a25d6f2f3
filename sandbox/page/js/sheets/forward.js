// Where a message is forwarded to: every chat the person may write in.
import { avatar } from "../dom.js";
import { say } from "../words.js";
import { faceOf, mayWrite, titleOf } from "../facts.js";
import { openSheet, row } from "./sheet.js";

export function forwardSheet(world, chat, message, then) {
  const targets = [...world.chats.values()].filter((target) => mayWrite(target));
  const sheet = openSheet({
    title: say("forward.title"),
    testid: "forward-sheet",
    body: targets.map((target) =>
      row({
        lead: avatar(faceOf(target, world), titleOf(target, world)),
        title: titleOf(target, world),
        note: say(`type.${target.type}`),
        testid: "forward-target",
        data: { "data-target": target.id },
        onclick: () =>
          sheet.run(async () => {
            await world.act("forward", { chat_id: chat.id, message_id: message.message_id, to: target.id });
            then(target);
          }),
      }),
    ),
  });
}
