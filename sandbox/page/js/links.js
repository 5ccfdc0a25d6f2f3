// What happens when a link or a command inside a message is clicked. Links to the bot and to the sandbox's own
// chats stay inside; anything else is shown before it is opened.
import { h } from "./dom.js";
import { say } from "./words.js";
import { openSheet } from "./sheets/sheet.js";

const DEEP = /^(?:https?:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)(?:[?&]start=([\w-]*))?/i;

export function followLink(view, event) {
  const spoiler = event.target.closest(".spoiler, tg-spoiler");
  if (spoiler) spoiler.classList.add("shown");
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  if (link.dataset.command) view.footer.sendText(link.dataset.command);
  else openUrl(view, link.href);
}

export function openUrl(view, url) {
  const [, name, payload] = DEEP.exec(url) ?? [];
  if (name && same(name, view.world.bot.username)) return startBot(view, payload);
  const chat = name && [...view.world.chats.values()].find((other) => same(name, other.username));
  return chat ? view.slots.open(chat.id) : askToOpen(url);
}

function same(one, other) {
  return one.toLowerCase() === other?.toLowerCase();
}

async function startBot(view, payload) {
  const there = view.slots.open(view.world.me.id);
  await there.act("start", payload ? { payload } : {});
}

function askToOpen(url) {
  const sheet = openSheet({
    title: say("open.link"),
    testid: "link-sheet",
    body: [
      h("p", { class: "quiet", dir: "ltr" }, url),
      h(
        "a",
        {
          "class": "primary wide",
          "href": url,
          "target": "_blank",
          "rel": "noopener noreferrer",
          "data-testid": "link-open",
          "onclick": () => sheet.close(),
        },
        say("open"),
      ),
    ],
  });
}
