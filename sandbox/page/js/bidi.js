// Which way a text runs. Unicode's rule looks at the first strong letter and passes over isolated runs (U+2066 … U+2069);
// browsers then call a line that is nothing but an isolated Persian name left-to-right. Here such a line follows the name.

const ISOLATED = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/g;
const MARKS = /[\u2066-\u2069]/g;
const STRONG = /\p{L}|[\u200e\u200f]/u;
const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f]/u;

// "rtl", "ltr", or null for a text without letters.
export function directionOf(text) {
  const letter = STRONG.exec(text.replace(ISOLATED, " ")) ?? STRONG.exec(text.replace(MARKS, ""));
  return letter && (RIGHT.test(letter[0]) ? "rtl" : "ltr");
}

// For texts of one paragraph: a direction to put on the element; the surroundings' when there are no letters.
export function dirFor(text) {
  return directionOf(String(text ?? "")) ?? document.documentElement.dir;
}

// Safe HTML as lines, each a block of its own direction; a line without letters goes with the text's first.
export function toLines(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const lines = [newLine()];
  for (const node of [...holder.content.childNodes]) {
    if (node.nodeName === "BR") lines.push(newLine());
    else lines.at(-1).append(node);
  }
  const whole = lines.map((line) => directionOf(line.textContent)).find(Boolean) ?? document.documentElement.dir;
  for (const line of lines) {
    line.dir = directionOf(line.textContent) ?? whole;
    if (!line.hasChildNodes()) line.append(document.createElement("br"));
  }
  return lines;
}

function newLine() {
  const line = document.createElement("div");
  line.className = "line";
  return line;
}
