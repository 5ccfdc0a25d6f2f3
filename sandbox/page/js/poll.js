// Telegram's own polls: vote, change or take back the vote, see the counts.
import { dirFor } from "./bidi.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { count, percent, say } from "./words.js";
import { voterOf } from "./sender.js";

export function pollBlock(view, message) {
  const { poll } = message;
  if (!poll) return null;
  const block = h("div", {
    "class": "poll",
    "role": "group",
    "aria-label": poll.question,
    "data-testid": "poll",
    "data-poll": poll.id,
    "data-closed": String(poll.is_closed),
  });
  draw(block, { view, message, poll, mine: new Set(message.view.my_votes ?? []), changing: false });
  return block;
}

function draw(block, state) {
  const { poll, mine, changing } = state;
  const decided = poll.is_closed || (mine.size > 0 && !changing);
  const redraw = (changes) => draw(block, { ...state, ...changes });
  fill(
    block,
    poll.description &&
      h("p", { class: "poll-description", dir: dirFor(poll.description) }, poll.description),
    h("p", { class: "poll-question", dir: dirFor(poll.question) }, poll.question),
    h("p", { class: "poll-kind" }, kindOf(poll)),
    h(
      "div",
      { class: "poll-options" },
      decided ? poll.options.map((option, index) => result(state, option, index)) : choices(state, redraw),
    ),
    decided &&
      poll.explanation &&
      h("p", { class: "poll-explanation", dir: dirFor(poll.explanation) }, poll.explanation),
    h(
      "p",
      { class: "poll-foot" },
      h("span", { "data-testid": "poll-total" }, total(poll)),
      decided && links(state, redraw),
    ),
  );
}

function kindOf(poll) {
  if (poll.is_closed) return say("poll.closed");
  const base =
    poll.type === "quiz"
      ? poll.is_anonymous
        ? "poll.quiz.anonymous"
        : "poll.quiz"
      : poll.is_anonymous
        ? "poll.anonymous"
        : "poll.public";
  return say(base) + (poll.allows_multiple_answers ? ` · ${say("poll.several")}` : "");
}

function total(poll) {
  return poll.total_voter_count ? count("poll.votes", poll.total_voter_count) : say("poll.none");
}

function vote({ view, message }, options) {
  return view.act("vote", { chat_id: view.chat.id, message_id: message.message_id, options, ...voterOf(view) });
}

function choices(state, redraw) {
  const several = state.poll.allows_multiple_answers;
  const boxes = state.poll.options.map((option, index) =>
    several ? tick(option, index, state) : single(option, index, state),
  );
  return several ? [...boxes, sendSeveral(boxes, state, redraw)] : boxes;
}

function single(option, index, state) {
  return h(
    "button",
    {
      "class": "poll-choice",
      "type": "button",
      "data-option": index,
      "data-focus": `option${index}`,
      "data-testid": "poll-option",
      "aria-pressed": state.changing ? String(state.mine.has(index)) : null,
      "onclick": () => vote(state, [index]),
    },
    h("span", { class: "poll-ring" }),
    h("span", { dir: dirFor(option.text) }, option.text),
  );
}

function tick(option, index, { mine }) {
  return h(
    "label",
    { "class": "poll-choice", "data-option": index, "data-testid": "poll-option" },
    h("input", { type: "checkbox", checked: mine.has(index) }),
    h("span", { dir: dirFor(option.text) }, option.text),
  );
}

function sendSeveral(boxes, state) {
  const chosen = () => boxes.flatMap((box, index) => (box.firstChild.checked ? [index] : []));
  return h(
    "button",
    {
      "class": "primary wide",
      "type": "button",
      "data-testid": "poll-vote",
      "data-focus": "vote",
      "onclick": () => chosen().length && vote(state, chosen()),
    },
    say("poll.vote"),
  );
}

// The server leaves counts out while results are hidden: then there is nothing to draw but one's own vote.
function result({ poll, mine }, option, index) {
  const voters = poll.total_voter_count;
  const hidden = !poll.is_closed && voters > 0 && poll.options.every((other) => !other.voter_count);
  const share = voters ? (option.voter_count ?? 0) / voters : 0;
  const right = poll.correct_option_ids?.includes(index);
  const wrong = poll.type === "quiz" && mine.has(index) && poll.correct_option_ids && !right;
  const note = [mine.has(index) && say("poll.mine"), right && say("poll.right"), wrong && say("poll.wrong")]
    .filter(Boolean)
    .join(" · ");
  return h(
    "div",
    {
      "class": `poll-result ${mine.has(index) ? "chosen" : ""} ${right ? "right" : ""} ${wrong ? "wrong" : ""}`,
      "data-option": index,
      "data-testid": "poll-result",
      "data-votes": option.voter_count,
      "data-chosen": String(mine.has(index)),
      "title": count("poll.votes", option.voter_count ?? 0),
    },
    h("span", { class: "poll-share" }, hidden ? "" : percent(share)),
    h("span", { class: "poll-text", dir: dirFor(option.text) }, option.text),
    note && h("span", { "class": "poll-mark", "role": "img", "aria-label": note }, icon(wrong ? "close" : "check")),
    !hidden && h("span", { class: "poll-bar" }, h("span", { style: `inline-size:${Math.max(share * 100, 1.5)}%` })),
  );
}

function links(state, redraw) {
  const { poll, mine } = state;
  if (poll.is_closed || poll.type === "quiz" || !mine.size || poll.allows_revoting === false) return null;
  return h(
    "span",
    { class: "poll-links" },
    h(
      "button",
      {
        "class": "link",
        "type": "button",
        "data-testid": "poll-change",
        "data-focus": "change",
        "onclick": () => redraw({ changing: true }),
      },
      say("poll.change"),
    ),
    h(
      "button",
      {
        "class": "link",
        "type": "button",
        "data-testid": "poll-retract",
        "data-focus": "retract",
        "onclick": () => vote(state, []),
      },
      say("poll.retract"),
    ),
  );
}
