// Talks to the sandbox's people side. Every failure becomes an Error whose message the server wrote.
import { refusal } from "./refusals.js";
import { say } from "./words.js";

export async function fetchWorld(as) {
  const response = await fetch(`/sandbox/world${as ? `?as=${as}` : ""}`, { cache: "no-store" });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(body?.error ?? response.statusText);
  return body;
}

// Pictures that somebody has on their screen, the newest first.
export async function fetchPictures(as) {
  const response = await fetch(`/sandbox/pictures?as=${as}`, { cache: "no-store" });
  return response.ok ? (await response.json()).pictures : [];
}

// `reason` is the server's own sentence; `message` is what the page says of it.
export class Refused extends Error {
  constructor(reason) {
    super(refusal(reason));
    this.reason = reason;
  }
}

export async function act(as, what, details = {}) {
  const response = await fetch("/sandbox/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as, do: what, ...details }),
  }).catch(() => {
    throw new Error(say("failed"));
  });
  const body = await response.json().catch(() => ({ ok: false, error: response.statusText }));
  if (!body.ok) throw new Refused(body.error);
  return body.result;
}
