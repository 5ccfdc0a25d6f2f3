// Who you are: every person of the sandbox as a link, so that two windows can be two people.
import { avatar, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";
import { address, softly } from "./route.js";
import { dropdown } from "./dropdown.js";
import { newPersonSheet } from "./sheets/person.js";

export function nameOf(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export function peopleBar(world) {
  const list = h("ul", { "class": "people", "data-testid": "people" });
  const draw = () => {
    fill(
      list,
      world.people.map((person) => chip(world, person)),
      adder(world),
    );
    requestAnimationFrame(() =>
      list.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" }),
    );
  };
  world.on("people", draw);
  draw();
  const label = [avatar(world.me.id, nameOf(world.me)), h("bdi", { class: "name" }, nameOf(world.me)), icon("down")];
  return dropdown({
    name: "people",
    label,
    title: say("people"),
    hint: say("people.now", { name: nameOf(world.me) }),
    content: list,
  });
}

function chip(world, person) {
  const current = person.id === world.me.id;
  return h(
    "li",
    {},
    h(
      "a",
      {
        "class": "person",
        "href": address({ as: person.id }),
        "data-person": person.id,
        "data-name": person.first_name,
        "title": nameOf(person),
        "aria-current": current ? "true" : null,
        "onclick": (event) => softly(event, { as: person.id }),
      },
      avatar(person.id, nameOf(person)),
      h("bdi", { class: "name" }, person.first_name),
    ),
  );
}

function adder(world) {
  return h(
    "li",
    {},
    h(
      "button",
      {
        "class": "person add",
        "type": "button",
        "title": say("people.add"),
        "aria-label": say("people.add"),
        "data-testid": "add-person",
        "onclick": () => newPersonSheet(world),
      },
      h("span", { class: "avatar plain" }, icon("plus")),
      h("span", { class: "name" }, say("people.add")),
    ),
  );
}
