// The judged pictures: their captions, and small copies that are made only when they come into view.
const data = JSON.parse(document.getElementById("data").textContent);
const figures = data.figures, pictures = data.pictures, countries = data.countries, thumbnails = data.thumbnails;
const nameOf = k => k < 0 ? "elsewhere" : countries[k][1];
const fileOf = i => data.folders[pictures.folder[i]] + pictures.file[i];
const guessOf = i => pictures.guesses[3 * i], shareOf = i => pictures.shares[3 * i];
const short = file => file.length > 30 ? "…" + file.slice(-29) : file; // a file's end tells more than its beginning
const indexOfFile = new Map(pictures.file.map((_, i) => [fileOf(i), i]));

const lazily = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    lazily.unobserve(entry.target);
    const frame = entry.target;
    frame.replaceChildren(make("img", { alt: "", src: "data:image/jpeg;base64," + thumbnails[frame.dataset.picture] }));
  }
}, { rootMargin: "300px" });

function tile(i, remark) {
  const frame = make("div", { class: "frame", "data-picture": i }, thumbnails[i] ? "" : "no small copy in this page");
  if (thumbnails[i]) lazily.observe(frame);
  const right = guessOf(i) === pictures.truth[i];
  const truth = pictures.truth[i] < 0 ? pictures.country[i] + " (outside the vocabulary)" : nameOf(pictures.truth[i]);
  const others = [1, 2].map(n => pictures.guesses[3 * i + n]).filter((k, n) => k !== guessOf(i) && pictures.shares[3 * i + n + 1] >= 0.005);
  return make("figure", {}, frame, make("figcaption", {},
    make("b", { class: right ? "right" : "wrong" }, `${right ? "✓" : "✗"} ${nameOf(guessOf(i))} ${percent(shareOf(i), 0)}`),
    right ? "" : ` for ${truth} (${percent(pictures.truthShare[i], pictures.truthShare[i] < 0.01 ? 1 : 0)})`,
    others.length ? make("div", { class: "file" }, "then " + others.map(k => nameOf(k)).join(", ")) : null,
    pictures.known[i] === 0 ? make("div", { class: "file" }, "not of the kind the model knows") : null,
    remark ? make("div", {}, remark) : null,
    make("div", { class: "file", title: fileOf(i) }, short(fileOf(i)))));
}

const sheet = (list, remark) => make("div", { class: "sheet" }, list.map(i => tile(i, remark && remark(i))));

const dialog = make("dialog", { onclick: e => { if (e.target === dialog) dialog.close(); } });
function openPictures(title, list) {
  const most = 60;
  const withCopy = [...list.filter(i => thumbnails[i]), ...list.filter(i => !thumbnails[i])];
  const body = make("div");
  let shown = 0;
  const more = make("button", { onclick: () => add() });
  function add() {
    body.append(sheet(withCopy.slice(shown, shown + most)));
    shown = Math.min(withCopy.length, shown + most);
    more.hidden = shown === withCopy.length;
    more.textContent = `show more (${withCopy.length - shown} left)`;
  }
  add();
  dialog.replaceChildren(make("button", { class: "close", "aria-label": "close", onclick: () => dialog.close() }, "✕"), make("h3", {}, title), make("p", { class: "aside" }, `${grouped(list.length)} ${list.length === 1 ? "picture" : "pictures"}`), body, more);
  dialog.showModal();
  dialog.scrollTop = 0;
}
