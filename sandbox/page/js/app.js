// Starts the page for the person and language in the address, and starts it again when either changes.
import { World } from "./world.js";
import { fill, h } from "./dom.js";
import { say, speak } from "./words.js";
import { address, onRoute, query } from "./route.js";
import { buildShell } from "./shell.js";

let world = null;

async function start() {
  speak(query("ui") ?? "fa");
  document.title = `${say("title")} · ${say("place")}`;
  world?.close();
  const mine = new World(Number(query("as")) || null);
  world = mine;
  try {
    await mine.open();
  } catch (error) {
    return query("as") ? forgetPerson() : showFailure(error);
  }
  if (world !== mine) return mine.close();
  fill(document.body, buildShell(mine));
  document.body.dataset.ready = String(mine.me.id);
}

// The person in the address may belong to a world that was started afresh: fall back to the first one.
function forgetPerson() {
  history.replaceState(null, "", address({ as: null }));
  return start();
}

function showFailure(error) {
  fill(
    document.body,
    h(
      "main",
      { class: "failure", role: "alert" },
      h("p", {}, say("failed")),
      h("p", { class: "quiet", dir: "auto" }, error.message),
      h("button", { class: "primary", type: "button", onclick: start }, say("reload")),
    ),
  );
}

document.addEventListener("visibilitychange", () => world.watch(document.hidden));
onRoute(start);
start();
