
// One image: its texts, its facts, its lineage, and its parent under the same slider.
let opened = null;

function openDetails(image) {
  opened = image;
  $("d-name").textContent = image.name || image.id || "Image";
  const position = shown.indexOf(image);
  $("previous").disabled = position <= 0;
  $("next").disabled = position < 0 || position === shown.length - 1;
  showPictures(image);
  showTexts(image);
  showFacts(image);
  showTree(image);
  if (!$("details").open) $("details").showModal();
}

function setPicture(element, image) {
  const source = image && sourceOf(image);
  element.hidden = !source;
  element.alt = source ? altOf(image) : "";
  if (source) element.src = source;
  else element.removeAttribute("src");
  return Boolean(source);
}

function showPictures(image) {
  const isShown = setPicture($("after"), image);
  const isTwo = setPicture($("before"), images[image.parent]) && isShown;
  $("compare").classList.toggle("two", isTwo);
  for (const part of [$("slider"), ...document.querySelectorAll(".tag")]) part.hidden = !isTwo;
  fit(image.width, image.height);
  $("slider").value = 50;
  slide();
}

// The stage is as wide and as high as its picture, whose edges the slider and the words then keep to.
function fit(width, height) {
  if (width && height) $("compare").style.setProperty("--ratio", width / height);
}

function slide() {
  $("compare").style.setProperty("--cut", $("slider").value + "%");
}

function showTexts(image) {
  const parts = [];
  const add = (name, text) => text && parts.push(make("h3", "", name), read(make("p", "text", text)));
  add("Prompt", image.prompt);
  if (image.revised !== image.prompt) add("Revised prompt", image.revised);
  $("texts").replaceChildren(...parts);
}

function showFacts(image) {
  const facts = [
    ["Model", [image.imageModel, image.model].filter(Boolean).join(" by ")],
    ["Size", sizeOf(image)],
    ["Quality", image.quality],
    ["Background", image.background],
    ["Format", image.format],
    ["Bytes", image.length && image.length.toLocaleString("en")],
    ["Cost", image.isSource ? "" : image.cost === undefined ? "unknown" : money(image.cost)
      + (image.resumed ? " in an earlier run" : "")],
    ["Tokens", image.tokens && image.tokens.toLocaleString("en")],
    ["Duration", image.seconds && image.seconds.toFixed(1) + " s"],
    ["Created", image.created && new Date(image.created).toLocaleString()],
    ["Action", image.action],
    ["Service", image.service],
    ["Credentials", image.credentials ? "content credentials (C2PA) in the file, not checked here" : "none in the file"],
    ["Id", image.id],
    ["Response", image.responseId],
  ];
  $("facts").replaceChildren(...facts.filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", "", name), make("dd", "", value)]));
}

function rootOf(image) {
  while (image.parent !== undefined) image = images[image.parent];
  return image;
}

function nodeOf(image) {
  const item = make("li");
  item.setAttribute("role", "none");
  const node = make("div", "node");
  node.setAttribute("role", "treeitem");
  node.setAttribute("aria-selected", image === opened);
  node.tabIndex = image === opened ? 0 : -1;
  node.dataset.index = image.index;
  const source = sourceOf(image);
  if (source) {
    const picture = make("img");
    picture.alt = "";
    picture.loading = "lazy";
    picture.src = source;
    node.append(picture);
  }
  const words = (image.isSource ? image.name : promptOf(image).slice(0, 160)) || image.name || image.id || "";
  node.append(read(make("span", "", words)));
  item.append(node);
  return item;
}

// Without recursion: a chain of edits may be longer than the stack of the browser.
function showTree(image) {
  const root = rootOf(image);
  const top = [];
  if (root.from) {
    const away = make("li", "away", "edited from " + root.from + ", which is not on this page");
    away.setAttribute("role", "none");
    top.push(away);
  }
  const first = nodeOf(root);
  top.push(first);
  const open = [[root, first]];
  while (open.length) {
    const [parent, item] = open.pop();
    if (!parent.children.length) continue;
    const list = make("ul");
    list.setAttribute("role", "group");
    for (const child of parent.children) {
      const below = nodeOf(child);
      list.append(below);
      open.push([child, below]);
    }
    item.append(list);
  }
  $("tree").replaceChildren(...top);
  $("lineage").hidden = !root.from && !root.children.length;
}

function step(by) {
  const position = shown.indexOf(opened) + by;
  if (!shown[position] || shown.indexOf(opened) < 0) return;
  focusCard(position);
  openDetails(shown[position]);
}

function goTo(node, isOpening) {
  if (!node) return;
  if (isOpening) {
    openDetails(images[Number(node.dataset.index)]);
    node = $("tree").querySelector("[aria-selected=true]");
  }
  for (const other of $("tree").querySelectorAll(".node")) other.tabIndex = other === node ? 0 : -1;
  node.focus();
}

$("tree").addEventListener("click", event => goTo(event.target.closest(".node"), true));
$("tree").addEventListener("keydown", event => {
  const nodes = [...$("tree").querySelectorAll(".node")];
  const at = nodes.indexOf(event.target);
  const above = event.target.closest("ul").parentElement.querySelector(".node");
  const moves = {
    ArrowDown: nodes[at + 1], ArrowUp: nodes[at - 1], ArrowRight: nodes[at + 1], ArrowLeft: above,
    Home: nodes[0], End: nodes[nodes.length - 1],
  };
  const isOpening = event.key === "Enter" || event.key === " ";
  if (!isOpening && !(event.key in moves)) return;
  event.preventDefault();
  event.stopPropagation();
  goTo(isOpening ? event.target : moves[event.key], isOpening);
});

$("slider").addEventListener("input", slide);
$("after").addEventListener("load", event => fit(event.target.naturalWidth, event.target.naturalHeight));
$("previous").addEventListener("click", () => step(-1));
$("next").addEventListener("click", () => step(1));
$("close").addEventListener("click", () => $("details").close());
$("details").addEventListener("close", () => {
  opened = null;
  $("after").removeAttribute("src");
  $("before").removeAttribute("src");
  focusCard(current);
});
$("details").addEventListener("keydown", event => {
  if (event.target === $("slider") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else return;
  event.preventDefault();
});

show();
new IntersectionObserver(entries => {
  if (entries.some(entry => entry.isIntersecting)) build(built + STEP);
}, { rootMargin: "1200px" }).observe($("more"));
