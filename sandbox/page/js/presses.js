// Presses of inline buttons that the bot has not answered yet, and what its answer shows.
import { showAlert, showToast } from "./toast.js";
import { say } from "./words.js";
import { keyOf } from "./world.js";
import { openUrl } from "./links.js";

const PATIENCE_MS = 15_000;

export class Presses {
  constructor(view) {
    this.view = view;
    this.waiting = new Map();
    this.early = new Set();
  }

  isWaiting(message, data) {
    return [...this.waiting.values()].some((press) => press.key === keyOf(message) && press.data === data);
  }

  async press(message, data) {
    if (this.isWaiting(message, data)) return;
    const own = Symbol(data);
    this.waiting.set(own, { key: keyOf(message), data });
    this.mark();
    const result = await this.view.act("press", { chat_id: this.view.chat.id, ...addressOf(message), data });
    const press = this.waiting.get(own);
    this.waiting.delete(own);
    if (result && !this.early.delete(result.callback_id)) this.expect(result.callback_id, press);
    this.mark();
  }

  expect(callbackId, press) {
    this.waiting.set(callbackId, press);
    setTimeout(() => this.waiting.delete(callbackId) && this.giveUp(), PATIENCE_MS);
  }

  giveUp() {
    this.mark();
    if (!this.view.left) showToast(this.view.toasts, say("button.dead"), "error");
  }

  // The answer may arrive before the press itself has returned, so unknown numbers are kept for a moment.
  answered(event) {
    const known = this.waiting.delete(event.callback_id);
    if (!known && !this.isOurs()) return;
    if (!known) this.early.add(event.callback_id);
    this.mark();
    if (event.url) openUrl(this.view, event.url);
    if (event.text && event.alert) showAlert(event.text);
    else if (event.text) showToast(this.view.toasts, event.text);
  }

  isOurs() {
    return [...this.waiting.keys()].some((key) => typeof key === "symbol");
  }

  mark() {
    const busy = new Set([...this.waiting.values()].map((press) => `${press.key} ${press.data}`));
    for (const button of this.view.list.root.querySelectorAll("[data-callback]")) {
      const key = button.closest("[data-message-id]").dataset.messageId;
      button.toggleAttribute("aria-busy", busy.has(`${key} ${button.dataset.callback}`));
      if (button.hasAttribute("aria-busy")) button.setAttribute("aria-busy", "true");
    }
  }
}

function addressOf({ message_id, ephemeral_message_id }) {
  return { message_id, ephemeral_message_id };
}
