// The page's copy of the sandbox as one person sees it. Events change it in place; after a break or a change of
// facts it is fetched anew and compared, so that views hear only of what really differs.
import { act, fetchWorld, Refused } from "./wire.js";
import { openEvents } from "./stream.js";
import { setClock } from "./time.js";
import { coalesce } from "./dom.js";

const REMEMBERED = 300;
const KEPT = 500;
const HIDDEN_MS = 20_000;
const RETRY_MS = [300, 700, 1500, 3000];

// Ephemeral messages are numbered apart from ordinary ones.
export function keyOf(message) {
  return message.message_id ? String(message.message_id) : `e${message.ephemeral_message_id}`;
}

export class World extends EventTarget {
  constructor(as) {
    super();
    this.as = as;
    this.chats = new Map();
    this.event = 0;
    this.late = [];
    this.refresh = coalesce(() => this.reload(), 25);
  }

  on(kind, listener) {
    this.addEventListener(kind, (event) => listener(event.detail));
    return this;
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  async open() {
    this.#take(await fetchWorld(this.as));
    this.as = this.me.id;
    this.#listen();
  }

  close() {
    this.closed = true;
    this.stop?.();
  }

  // A tab that nobody sees gives its place among the streams back; it catches up when it is seen again.
  watch(hidden) {
    clearTimeout(this.sleep);
    if (hidden) this.sleep = setTimeout(() => this.#rest(), HIDDEN_MS);
    else if (this.resting) this.#again(0, true);
  }

  #rest() {
    this.stop?.();
    this.resting = true;
  }

  act(what, details) {
    return act(this.as, what, details);
  }

  chat(id) {
    return this.chats.get(Number(id));
  }

  message(chatId, messageId) {
    return this.chat(chatId)?.byKey.get(String(messageId))?.message;
  }

  #listen() {
    this.tell("connection", true);
    this.stop = openEvents(
      this.as,
      this.event,
      (event) => this.#hear(event),
      () => this.#again(0),
    );
  }

  async #again(attempt, quietly = false) {
    if (this.closed) return;
    this.resting = false;
    if (!quietly) this.tell("connection", false);
    await new Promise((done) => setTimeout(done, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));
    try {
      const world = await fetchWorld(this.as);
      if (this.closed) return;
      this.event = 0; // a server that started anew counts from the beginning
      this.#take(world);
      this.#listen();
    } catch (error) {
      if (error instanceof Refused) this.tell("lost");
      else this.#again(attempt + 1);
    }
  }

  // Fetches everything anew; what arrived meanwhile is applied once more on top.
  async reload() {
    if (this.closed) return;
    const world = await fetchWorld(this.as).catch(() => null);
    if (!world || this.closed) return;
    const newer = this.late.filter((event) => event.n > world.event);
    this.#take(world);
    newer.forEach((event) => this.#hear(event, true));
  }

  #hear(event, replay = false) {
    if (!replay && event.n <= this.event) return;
    this.event = Math.max(this.event, event.n);
    if (!replay) this.late = [...this.late.slice(-REMEMBERED), event];
    HEARD[event.kind]?.(this, event);
  }

  #take(world) {
    this.event = Math.max(world.event, this.event);
    this.me = world.me;
    this.bot = world.bot;
    this.offers = world.offers;
    setClock(world.clock);
    this.tell("clock", world.clock);
    this.#takePeople(world.people);
    const ids = new Set(world.chats.map((chat) => chat.id));
    const gone = [...this.chats.keys()].filter((id) => !ids.has(id));
    const fresh = world.chats.filter((chat) => !this.chats.has(chat.id));
    gone.forEach((id) => this.chats.delete(id));
    world.chats.forEach((chat) => this.#takeChat(chat));
    if (gone.length || fresh.length) this.tell("chats");
  }

  #takePeople(people) {
    const before = JSON.stringify(this.people);
    this.people = people;
    if (before !== JSON.stringify(people)) this.tell("people");
  }

  #takeChat({ messages, ...facts }) {
    const known = this.chats.get(facts.id) ?? { byKey: new Map() };
    const same = known.facts === JSON.stringify([facts, this.bot]);
    Object.assign(known, facts, { facts: JSON.stringify([facts, this.bot]) });
    this.chats.set(facts.id, known);
    dropMissing(this, known, messages);
    messages.forEach((message) => put(this, known, message));
    if (!same) this.tell("chat", known);
  }
}

function put(world, chat, message) {
  const key = keyOf(message);
  const text = JSON.stringify(message);
  const known = chat.byKey.get(key);
  if (known?.text === text || known?.message.view.changed > message.view.changed) return;
  chat.byKey.set(key, { message, text });
  world.tell(known ? "edit" : "message", { chat, message });
  if (chat.byKey.size > KEPT) drop(world, chat, chat.byKey.keys().next().value);
}

function drop(world, chat, key) {
  if (chat.byKey.delete(key)) world.tell("delete", { chat, key });
}

// The fetched world holds the latest hundred only: what is older than its first stays as it was.
function dropMissing(world, chat, messages) {
  const kept = new Set(messages.map(keyOf));
  const oldest = messages.length ? Math.min(...messages.map((message) => message.message_id || Infinity)) : 0;
  for (const [key, { message }] of [...chat.byKey]) {
    if (!kept.has(key) && !(message.message_id < oldest)) drop(world, chat, key);
  }
}

const HEARD = {
  message: heardMessage,
  edit: (world, event) => world.message(event.chat_id, keyOf(event.message)) && heardMessage(world, event),
  delete: (world, event) => {
    const chat = world.chat(event.chat_id);
    if (chat) drop(world, chat, keyOf(event));
  },
  toast: (world, event) => world.tell("toast", event),
  action: (world, event) => world.tell("action", event),
  clock: (world, event) => {
    setClock(event);
    world.tell("clock", event);
  },
  chat: (world) => world.refresh(),
  people: (world) => world.refresh(),
};

function heardMessage(world, event) {
  const chat = world.chat(event.chat_id);
  if (chat) put(world, chat, event.message);
  else world.refresh();
}
