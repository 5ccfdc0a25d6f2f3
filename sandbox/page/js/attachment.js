// What goes along with a text: a picture (chosen or pasted); and the way to a poll of one's own.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { openMenu } from "./popup.js";
import { showToast } from "./toast.js";
import { newPollSheet } from "./sheets/newpoll.js";

const LARGEST_MB = 10;

export class Attachment {
  constructor(view, changed) {
    Object.assign(this, { view, changed, data: null });
    this.input = h("input", {
      "type": "file",
      "accept": "image/*",
      "hidden": true,
      "data-testid": "photo-input",
      "aria-label": say("attach.photo"),
      "onchange": () => this.take(this.input.files[0]),
    });
    this.button = h(
      "button",
      {
        "class": "round",
        "type": "button",
        "aria-label": say("attach"),
        "title": say("attach"),
        "aria-haspopup": "menu",
        "data-testid": "attach",
        "onclick": () =>
          openMenu(this.button, [
            {
              text: say("attach.photo"),
              lead: icon("attach"),
              data: { "data-attach": "photo" },
              run: () => this.input.click(),
            },
            {
              text: say("attach.poll"),
              lead: icon("poll"),
              data: { "data-attach": "poll" },
              run: () => newPollSheet(view),
            },
          ]),
      },
      icon("attach"),
    );
  }

  paste(event) {
    const file = [...event.clipboardData.files].find((one) => one.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    this.take(file);
  }

  take(file) {
    this.input.value = "";
    if (!file) return;
    if (file.size > LARGEST_MB * 1024 * 1024) {
      showToast(this.view.toasts, say("photo.big", { n: LARGEST_MB }), "error");
      return;
    }
    const reader = new FileReader();
    reader.onload = () => this.put(reader.result.split(",", 2)[1], reader.result);
    reader.readAsDataURL(file);
  }

  put(data, source = null) {
    this.data = data;
    this.source = source ?? this.source;
    this.changed();
  }

  clear() {
    this.data = null;
  }

  preview() {
    return (
      this.data &&
      h(
        "div",
        { "class": "context", "data-testid": "photo-preview" },
        h("img", { class: "context-photo", src: this.source, alt: say("photo") }),
        h("span", { class: "context-text" }, say("photo")),
        h(
          "button",
          {
            "class": "round small",
            "type": "button",
            "aria-label": say("attach.remove"),
            "onclick": () => {
              this.clear();
              this.changed();
            },
          },
          icon("close"),
        ),
      )
    );
  }
}
