// A sheet: a native modal dialog (focus is kept inside, Escape closes) that rises from the bottom on a phone.
import { dirFor } from "../bidi.js";
import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";

// With `submit` the sheet is a form; `onSubmit` may fail, and then says why without losing what was typed.
export function openSheet({ title, testid, body, submit, onSubmit }) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const form = h(
    "form",
    { method: "dialog", class: "sheet-form" },
    h(
      "header",
      { class: "sheet-head" },
      h("h2", { dir: dirFor(title) }, title),
      h(
        "button",
        {
          "class": "round",
          "type": "button",
          "aria-label": say("close"),
          "data-testid": "sheet-close",
          "onclick": () => dialog.close(),
        },
        icon("close"),
      ),
    ),
    h("div", { class: "sheet-body" }, body),
    problem,
    submit &&
      h(
        "footer",
        { class: "sheet-foot" },
        h("button", { "class": "primary wide", "type": "submit", "data-testid": "sheet-submit" }, submit),
      ),
  );
  const dialog = h("dialog", { "class": "sheet", "aria-label": title, "data-testid": testid }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(dialog, problem, onSubmit);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close: () => dialog.close(), run: (work) => attempt(dialog, problem, work) };
}

async function attempt(dialog, problem, work) {
  problem.hidden = true;
  try {
    await work?.();
    dialog.close();
  } catch (error) {
    problem.hidden = false;
    fill(problem, say("refused", { error: error.message }));
  }
}

export function row({ lead, title, note, testid, disabled, onclick, data = {} }) {
  return h(
    "button",
    { "class": "row", "type": "button", "data-testid": testid, disabled, onclick, ...data },
    lead,
    h(
      "span",
      { class: "row-text" },
      h("bdi", { class: "row-title" }, title),
      note && h("span", { class: "row-note" }, note),
    ),
  );
}

export function field(label, input) {
  return h("label", { class: "field" }, h("span", {}, label), input);
}

export function check(label, props = {}) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", ...props }), h("span", {}, label));
}
