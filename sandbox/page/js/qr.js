// Reads a QR out of a picture that was drawn, not photographed: flat and undamaged, so that nothing has to be repaired.
// Versions 1 to 10 (up to 57 modules a side), turned and scaled as you like. Answers the text, or null.

const ALIGNED = [, [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
// By version: [blocks, data codewords in all of them] for the levels as their two bits number them, M, L, H, Q.
const BLOCKS = [
  ,
  [[1, 16], [1, 19], [1, 9], [1, 13]],
  [[1, 28], [1, 34], [1, 16], [1, 22]],
  [[1, 44], [1, 55], [2, 26], [2, 34]],
  [[2, 64], [1, 80], [4, 36], [2, 48]],
  [[2, 86], [1, 108], [4, 46], [4, 62]],
  [[4, 108], [2, 136], [4, 60], [4, 76]],
  [[4, 124], [2, 156], [5, 66], [6, 88]],
  [[4, 154], [2, 194], [6, 86], [6, 110]],
  [[5, 182], [2, 232], [8, 100], [8, 132]],
  [[5, 216], [4, 274], [8, 122], [8, 154]],
];
const MASKS = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (row, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function readQr(image) {
  const dark = darkness(image);
  for (const corners of triples(finders(dark))) {
    const text = readAt(dark, corners);
    if (text !== null) return text;
  }
  return null;
}

function darkness({ data, width, height }) {
  const bits = new Uint8Array(width * height);
  for (let at = 0; at < bits.length; at += 1) {
    const [red, green, blue] = [data[at * 4], data[at * 4 + 1], data[at * 4 + 2]];
    bits[at] = red * 0.3 + green * 0.59 + blue * 0.11 < 128 ? 1 : 0;
  }
  return { width, height, at: (x, y) => (x >= 0 && y >= 0 && x < width && y < height ? bits[y * width + x] : 0) };
}

// The three big squares: dark, light, dark, light, dark in the widths 1 1 3 1 1, across and down.
function finders(dark) {
  const found = [];
  for (let y = 0; y < dark.height; y += 1) {
    for (const [x, module] of squaresInRow(dark, y)) {
      const middle = middleOf(dark, x, y, module);
      if (!middle) continue;
      const same = found.find((one) => Math.hypot(one.x - middle.x, one.y - middle.y) < module * 2);
      if (!same) found.push(middle);
    }
  }
  return found.slice(0, 12);
}

function squaresInRow(dark, y) {
  const ends = [0];
  for (let x = 1; x <= dark.width; x += 1) if (dark.at(x, y) !== dark.at(x - 1, y)) ends.push(x);
  const found = [];
  for (let run = 0; run + 5 < ends.length; run += 1) {
    const widths = [0, 1, 2, 3, 4].map((step) => ends[run + step + 1] - ends[run + step]);
    const module = fits(widths);
    if (module && dark.at(ends[run], y)) found.push([Math.floor((ends[run] + ends[run + 5]) / 2), module]);
  }
  return found;
}

function fits(widths) {
  const module = widths.reduce((sum, width) => sum + width) / 7;
  const wanted = [1, 1, 3, 1, 1];
  const good = widths.every((width, step) => Math.abs(width - wanted[step] * module) <= module * 0.5 * wanted[step]);
  return module >= 1 && good ? module : 0;
}

// Across and down through the spot: both must look like a square; its middle is where both middles are.
function middleOf(dark, x, y, module) {
  const down = through(dark, x, y, 0, 1);
  if (!down || Math.abs(down.module - module) > module * 0.5) return null;
  const middle = y + Math.round(down.shift);
  const across = through(dark, x, middle, 1, 0);
  return across && { x: x + across.shift, y: y + down.shift, module: (across.module + down.module) / 2 };
}

function through(dark, x, y, dx, dy) {
  const arms = [-1, 1].map((way) => {
    const lengths = [];
    let at = 0;
    for (const colour of [1, 0, 1]) {
      const begun = at;
      while (dark.at(x + way * dx * (at + 1), y + way * dy * (at + 1)) === colour && at < 2000) at += 1;
      lengths.push(at - begun);
    }
    return lengths;
  });
  const [before, after] = arms;
  const module = dark.at(x, y) && fits([before[2], before[1], before[0] + 1 + after[0], after[1], after[2]]);
  return module ? { module, shift: (after[0] - before[0]) / 2 } : null;
}

// Every three that stand like the corners of a square, the one at the right angle first, then clockwise.
function* triples(found) {
  for (const corner of found)
    for (const one of found)
      for (const other of found) {
        const [a, b] = [one, other].map((end) => ({ x: end.x - corner.x, y: end.y - corner.y }));
        const [reach, depth] = [Math.hypot(a.x, a.y), Math.hypot(b.x, b.y)];
        const square = Math.abs(a.x * b.x + a.y * b.y) < reach * depth * 0.1 && Math.abs(reach - depth) < reach * 0.1;
        if (reach > corner.module * 10 && square && a.x * b.y - a.y * b.x > 0) yield { corner, a, b, reach };
      }
}

function readAt(dark, { corner, a, b, reach }) {
  const version = Math.round((reach / corner.module + 7 - 17) / 4);
  if (version < 1 || version > 10) return null;
  const size = version * 4 + 17;
  const span = size - 7;
  const module = (row, column) => {
    const [right, down] = [(column - 3) / span, (row - 3) / span];
    const x = corner.x + right * a.x + down * b.x;
    return dark.at(Math.round(x), Math.round(corner.y + right * a.y + down * b.y));
  };
  const format = formatOf(module);
  if (!format) return null;
  const words = codewords(module, size, version, format.mask);
  return textOf(inOrder(words, ...BLOCKS[version][format.level]), version);
}

// Fifteen bits beside the first corner; five of them speak, ten tell whether they were read rightly.
function formatOf(module) {
  const spots = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column]);
  spots.push(...[7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8]));
  const bits = spots.reduce((value, [row, column]) => value * 2 + module(row, column), 0) ^ 0b101010000010010;
  let rest = bits;
  for (let shift = 4; shift >= 0; shift -= 1) if (rest & (1 << (shift + 10))) rest ^= 0b10100110111 << shift;
  return rest === 0 ? { level: bits >> 13, mask: (bits >> 10) & 7 } : null;
}

function isPattern(row, column, size, version) {
  const far = size - 8;
  if ((row < 9 && (column < 9 || column >= far)) || (row >= far && column < 9)) return true;
  if (row === 6 || column === 6) return true;
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
  const spots = ALIGNED[version];
  const [first, last] = [spots[0], spots.at(-1)];
  return spots.some((y) =>
    spots.some((x) => {
      const taken = (y === first && (x === first || x === last)) || (y === last && x === first);
      return !taken && Math.abs(row - y) < 3 && Math.abs(column - x) < 3;
    }),
  );
}

// Two columns at a time from the right, up and down in turn.
function codewords(module, size, version, mask) {
  const bits = [];
  let upward = true;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (isPattern(row, column, size, version)) continue;
        bits.push(module(row, column) ^ (MASKS[mask](row, column) === 0 ? 1 : 0));
      }
    }
    upward = !upward;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, word) =>
    bits.slice(word * 8, word * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
}

// The blocks stand interleaved; the later ones may be one longer. What repairs damage comes after and is left alone.
function inOrder(words, blocks, total) {
  const short = Math.floor(total / blocks);
  const longer = total % blocks;
  const parts = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let step = 0; step <= short; step += 1)
    for (let block = step < short ? 0 : blocks - longer; block < blocks; block += 1) parts[block].push(words[at++]);
  return parts.flat();
}

function textOf(words, version) {
  let at = 0;
  const take = (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1) value = value * 2 + ((words[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const wide = version > 9 ? 1 : 0;
  const kinds = {
    1: () => digits(take, take(10 + wide * 2)),
    2: () => letters(take, take(9 + wide * 2)),
    4: () => Array.from({ length: take(8 + wide * 8) }, () => take(8)),
  };
  const bytes = [];
  while (words.length * 8 - at >= 4) {
    const kind = take(4);
    if (kind === 0) break;
    if (!kinds[kind]) return null;
    bytes.push(...kinds[kind]());
    if (at > words.length * 8) return null;
  }
  return bytes.length ? decoded(bytes) : null;
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}

const codes = (text) => [...text].map((letter) => letter.charCodeAt(0));

function digits(take, count) {
  let text = "";
  for (let left = count; left > 0; left -= 3) {
    const size = Math.min(left, 3);
    text += String(take(size * 3 + 1)).padStart(size, "0");
  }
  return codes(text);
}

function letters(take, count) {
  let text = "";
  for (let left = count; left > 0; left -= 2) {
    const value = take(left > 1 ? 11 : 6);
    text += left > 1 ? LETTERS[Math.floor(value / 45)] + LETTERS[value % 45] : LETTERS[value];
  }
  return codes(text);
}
