
"use strict";
// All text of the images is put in as text, never as markup.
const { images, title } = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const STEP = 120;
const FILTERS = ["model", "size", "quality", "format"];

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// From right to left where its text begins so.
function read(element) {
  element.dir = "auto";
  return element;
}

// Embedded bytes stay text until their image is looked at.
function sourceOf(image) {
  if (image.src) return image.src;
  const data = image.embedded === undefined ? null : $("i" + image.embedded);
  return data ? `data:${data.dataset.type};base64,${data.textContent}` : null;
}

const promptOf = image => image.prompt || image.revised || "";
const altOf = image => promptOf(image) || image.name || "Image without a prompt";
const modelOf = image => image.imageModel || image.model || "";
const sizeOf = image => image.width ? `${image.width}×${image.height}` : image.size || "";
const valueOf = (image, name) => name === "model" ? modelOf(image) : name === "size" ? sizeOf(image) : image[name] || "";
const money = value => "$" + value.toFixed(value < 1 ? 4 : 2);

images.forEach((image, index) => {
  image.index = index;
  image.children = [];
});
for (const image of images) {
  image.found = [image.prompt, image.revised, image.model, image.imageModel, image.name, image.id]
    .filter(Boolean).join("\n").toLowerCase();
  if (image.parent !== undefined) images[image.parent].children.push(image);
}

const results = images.filter(image => !image.isSource);
let shown = results;
let built = 0;
let current = 0;

function summarise() {
  const counted = shown.filter(image => !image.resumed);
  const known = counted.filter(image => image.cost !== undefined);
  const parts = [shown.length === results.length
    ? `${results.length} image${results.length === 1 ? "" : "s"}`
    : `${shown.length} of ${results.length} images`];
  if (known.length) parts.push(money(known.reduce((sum, image) => sum + image.cost, 0)));
  const unknown = counted.length - known.length;
  if (unknown) parts.push(`cost of ${unknown} unknown`);
  const resumed = shown.filter(image => image.resumed);
  if (resumed.length) {
    const before = resumed.reduce((sum, image) => sum + (image.cost || 0), 0);
    parts.push(`${resumed.length} from an earlier run${before ? ", " + money(before) + " then" : ""}`);
  }
  $("summary").textContent = parts.join("  ·  ");
}

function cardOf(image, position) {
  const card = make("button", "card");
  card.type = "button";
  card.tabIndex = position === current ? 0 : -1;
  card.dataset.position = position;
  const source = sourceOf(image);
  const picture = make(source ? "img" : "div", source ? "" : "blank");
  if (source) {
    picture.loading = "lazy";
    picture.alt = altOf(image);
    picture.src = source;
  }
  const words = make("div", "words");
  words.append(read(make("div", "prompt", promptOf(image).slice(0, 300) || image.name || "No prompt")));
  const line = make("div", "line");
  line.append(make("span", "", [modelOf(image), sizeOf(image)].filter(Boolean).join(" · ")));
  line.append(make("span", "", image.cost === undefined ? "" : money(image.cost)));
  words.append(line);
  card.append(picture, words);
  return card;
}

function build(upTo) {
  const part = document.createDocumentFragment();
  const end = Math.min(upTo, shown.length);
  for (; built < end; built++) part.append(cardOf(shown[built], built));
  $("grid").append(part);
}

function show() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = FILTERS.filter(name => $(name).value).map(name => [name, $(name).value]);
  shown = results.filter(image => words.every(word => image.found.includes(word))
    && wanted.every(([name, value]) => valueOf(image, name) === value));
  built = current = 0;
  $("grid").replaceChildren();
  build(STEP);
  $("nothing").hidden = shown.length > 0;
  summarise();
}

function focusCard(position) {
  if (!shown.length) return;
  const next = Math.max(0, Math.min(shown.length - 1, position));
  if (next >= built) build(next + STEP);
  const cards = $("grid").children;
  if (cards[current]) cards[current].tabIndex = -1;
  current = next;
  cards[current].tabIndex = 0;
  cards[current].focus();
  cards[current].scrollIntoView({ block: "nearest" });
}

function columns() {
  return getComputedStyle($("grid")).gridTemplateColumns.split(" ").length;
}

for (const name of FILTERS) {
  const values = [...new Set(results.map(image => valueOf(image, name)).filter(Boolean))].sort();
  $(name).append(new Option("Any " + name, ""), ...values.map(value => new Option(value, value)));
  $(name).hidden = values.length < 2;
  $(name).addEventListener("change", show);
}
$("search").addEventListener("input", show);
$("filters").addEventListener("submit", event => event.preventDefault());

const MOVES = {
  ArrowRight: () => 1, ArrowLeft: () => -1, ArrowDown: columns, ArrowUp: () => -columns(),
  Home: () => -Infinity, End: () => Infinity,
};
$("grid").addEventListener("keydown", event => {
  const move = MOVES[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  focusCard(current + move());
});
$("grid").addEventListener("click", event => {
  const card = event.target.closest(".card");
  if (!card) return;
  focusCard(Number(card.dataset.position));
  openDetails(shown[current]);
});
document.addEventListener("keydown", event => {
  if (event.key !== "/" || $("details").open || /^(INPUT|SELECT)$/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  $("search").focus();
});

function remember(theme) {
  // A page from disk may have no storage.
  try { return theme ? localStorage.setItem("theme", theme) : localStorage.getItem("theme"); } catch { return null; }
}
const stored = remember();
if (stored === "dark" || stored === "light") document.documentElement.dataset.theme = stored;
$("theme").addEventListener("click", () => {
  const isDark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "light" : "dark";
  remember(document.documentElement.dataset.theme);
});

addEventListener("beforeprint", () => {
  build(shown.length);
  for (const picture of $("grid").querySelectorAll("img")) picture.loading = "eager";
});
