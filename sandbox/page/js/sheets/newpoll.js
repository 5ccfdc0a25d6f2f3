// A poll of one's own, sent by a person; it can then be forwarded to the bot.
import { h } from "../dom.js";
import { say } from "../words.js";
import { voterOf } from "../sender.js";
import { check, field, openSheet } from "./sheet.js";

const MOST = 12;

export function newPollSheet(view, { quiz = false, then = null } = {}) {
  const question = h("input", {
    "required": true,
    "maxlength": 300,
    "dir": "auto",
    "autocomplete": "off",
    "data-testid": "poll-question",
  });
  const options = h("div", { class: "option-fields" });
  const add = h(
    "button",
    { "class": "link", "type": "button", "data-testid": "poll-add-option", "onclick": () => addOption().focus() },
    say("newpoll.add"),
  );
  const addOption = () => {
    const place = options.children.length + 1;
    const input = h("input", {
      "maxlength": 100,
      "dir": "auto",
      "required": place <= 2,
      "autocomplete": "off",
      "data-testid": "poll-option-field",
      "placeholder": say("newpoll.option", { n: place }),
      "aria-label": say("newpoll.option", { n: place }),
    });
    options.append(input);
    add.hidden = place >= MOST;
    return input;
  };
  addOption();
  addOption();
  const anonymous = check(say("newpoll.anonymous"), { "checked": true, "data-testid": "poll-anonymous" });
  const isQuiz = check(say("newpoll.quiz"), { "checked": quiz, "data-testid": "poll-quiz" });
  openSheet({
    title: say("newpoll.title"),
    testid: "newpoll-sheet",
    submit: say("newpoll.send"),
    body: [field(say("newpoll.question"), question), options, add, anonymous, isQuiz],
    onSubmit: async () => {
      await view.world.act("send_poll", {
        chat_id: view.chat.id,
        question: question.value.trim(),
        anonymous: anonymous.firstChild.checked,
        quiz: isQuiz.firstChild.checked,
        options: [...options.children].map((input) => input.value.trim()).filter(Boolean),
        ...voterOf(view),
      });
      then?.();
    },
  });
}
