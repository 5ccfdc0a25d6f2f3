// The stream of events. A browser opens no more than six connections to one server, and every window here is a person
// who wants one for good: four windows may hold theirs, further ones sip (look in briefly, again and again), so that
// there is always a connection left for acts. The four places are locks, shared by all windows of the browser.

const PLACES = 4;
const SIP_MS = 500;
const PAUSE_MS = 900;

// EventSource's own reconnect would ask for numbers of a server that may have started anew, so a break is told once
// (`onBreak`) and the caller begins again from a fresh world. Answers with the function that ends the stream.
export function openEvents(as, after, onEvent, onBreak) {
  const stream = { as, last: after, onEvent, onBreak, ended: false, source: null, leave: null };
  run(stream);
  return () => end(stream);
}

async function run(stream) {
  while (!stream.ended) {
    stream.leave = await takePlace();
    if (stream.ended) return end(stream);
    const source = open(stream);
    if (stream.leave) return undefined;
    await pause(SIP_MS);
    source.close();
    await pause(PAUSE_MS);
  }
  return undefined;
}

function open(stream) {
  const source = new EventSource(`/sandbox/events?as=${stream.as}&after=${stream.last}`);
  stream.source = source;
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    stream.last = event.n;
    stream.onEvent(event);
  };
  source.onerror = () => {
    if (stream.ended) return;
    end(stream);
    stream.onBreak();
  };
  return source;
}

function end(stream) {
  stream.ended = true;
  stream.source?.close();
  stream.leave?.();
}

// A function that gives the place back; null when all are taken. Without locks every window takes one.
async function takePlace() {
  if (!navigator.locks) return () => {};
  for (let place = 0; place < PLACES; place += 1) {
    const leave = await tryLock(`stream ${place}`);
    if (leave) return leave;
  }
  return null;
}

function tryLock(name) {
  return new Promise((answer) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? new Promise((leave) => answer(leave)) : answer(null),
    );
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
