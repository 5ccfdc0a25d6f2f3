// Adds one more person to try things with.
import { h } from "../dom.js";
import { go } from "../route.js";
import { language, say } from "../words.js";
import { field, openSheet } from "./sheet.js";

const LANGUAGES = [
  ["fa", "فارسی"],
  ["en", "English"],
  ["ar", "العربية"],
  ["tr", "Türkçe"],
  ["ru", "Русский"],
  ["de", "Deutsch"],
];

export function newPersonSheet(world) {
  const name = h("input", {
    "required": true,
    "maxlength": 64,
    "dir": "auto",
    "autocomplete": "off",
    "data-testid": "person-name",
  });
  const username = h("input", {
    "dir": "ltr",
    "pattern": "[A-Za-z][A-Za-z0-9_]{3,31}",
    "autocomplete": "off",
    "data-testid": "person-username",
  });
  const code = h(
    "select",
    { "data-testid": "person-language" },
    LANGUAGES.map(([value, text]) => h("option", { value, selected: value === language }, text)),
  );
  openSheet({
    title: say("person.title"),
    testid: "person-sheet",
    submit: say("person.create"),
    body: [
      field(say("person.name"), name),
      field(say("person.language"), code),
      field(say("person.username"), username),
    ],
    onSubmit: async () => {
      const [first, ...rest] = name.value.trim().split(/\s+/);
      const person = await world.act("new_person", {
        first_name: first,
        last_name: rest.join(" ") || undefined,
        username: username.value || undefined,
        language_code: code.value,
      });
      go({ as: person.id });
    },
  });
}
