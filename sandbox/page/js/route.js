// The address holds who you are (`as`) and the page's language (`ui`); everything else is the sandbox's.
const followers = [];

export function address(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `/?${query}`;
}

export function go(changes) {
  history.pushState(null, "", address(changes));
  followers.forEach((follow) => follow());
}

export function onRoute(follow) {
  followers.push(follow);
  addEventListener("popstate", follow);
}

export function query(name) {
  return new URLSearchParams(location.search).get(name);
}

// Plain clicks switch in place; a click that asks for a new tab or window keeps its meaning.
export function softly(event, changes) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(changes);
}
