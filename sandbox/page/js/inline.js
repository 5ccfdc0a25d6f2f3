// The buttons under a message. Each kind of button is an entry here: what makes it and what a press does.
import { dirFor } from "./bidi.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { openUrl } from "./links.js";
import { showToast } from "./toast.js";

const KINDS = {
  callback_data: { press: (view, message, button) => view.presses.press(message, button.callback_data) },
  url: { mark: "external", press: (view, message, button) => openUrl(view, button.url) },
  copy_text: { mark: "copy", press: (view, message, button) => copy(view, button.copy_text.text) },
  switch_inline_query_current_chat: {
    press: (view, message, button) =>
      view.footer.write(`@${view.world.bot.username} ${button.switch_inline_query_current_chat}`),
  },
};
const UNSUPPORTED = { press: (view) => showToast(view.toasts, say("button.unsupported")) };

export function inlineKeyboard(view, message) {
  const rows = message.reply_markup?.inline_keyboard;
  return (
    rows?.length > 0 &&
    h(
      "div",
      { "class": "inline-keyboard", "data-testid": "inline-keyboard" },
      rows.map((row, line) =>
        h(
          "div",
          { class: "inline-row" },
          row.map((button, place) => inlineButton(view, message, button, `${line}.${place}`)),
        ),
      ),
    )
  );
}

function inlineButton(view, message, button, place) {
  const name = Object.keys(KINDS).find((key) => button[key] !== undefined);
  const kind = KINDS[name] ?? UNSUPPORTED;
  const waiting = name === "callback_data" && view.presses.isWaiting(message, button.callback_data);
  return h(
    "button",
    {
      "class": `inline-button ${button.style ?? ""}`,
      "type": "button",
      "dir": dirFor(button.text),
      "disabled": Boolean(button.disabled),
      "title": button.disabled ? say("button.disabled") : null,
      "aria-busy": waiting ? "true" : null,
      "data-button": button.text,
      "data-kind": name ?? "other",
      "data-callback": button.callback_data,
      "data-style": button.style,
      "data-focus": `button${place}`,
      "onclick": () => kind.press(view, message, button),
    },
    h("span", { class: "button-text" }, button.text),
    kind.mark && h("span", { class: "button-mark" }, icon(kind.mark)),
  );
}

// Clipboards are refused on pages without HTTPS other than localhost: then the text is shown to be copied by hand.
export async function copy(view, text) {
  try {
    await navigator.clipboard.writeText(text);
    showToast(view.toasts, say("copied"));
  } catch {
    showToast(view.toasts, text);
  }
}
