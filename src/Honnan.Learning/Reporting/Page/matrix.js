// The confusion matrix: rows are true countries, 100 % each. Hovering tells, a click opens the pictures.
function confusionMatrix() {
  const n = countries.length, cells = new Map(), truths = new Array(n).fill(0), guesses = new Array(n).fill(0);
  pictures.truth.forEach((t, i) => {
    if (t < 0) return;
    const key = t * n + guessOf(i);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(i);
    truths[t]++;
    guesses[guessOf(i)]++;
  });
  const count = (t, g) => cells.get(t * n + g)?.length ?? 0;
  const share = (t, g) => truths[t] ? count(t, g) / truths[t] : 0;
  const occurs = k => truths[k] + guesses[k] > 0;
  const orders = {
    "by region": data.order, "by what is mistaken": data.clusters, "alphabetically": [...Array(n).keys()],
    "by recall": [...Array(n).keys()].sort((a, b) => share(b, b) - share(a, a) || truths[b] - truths[a]), "by pictures": [...Array(n).keys()].sort((a, b) => truths[b] - truths[a]),
  };
  let order = [], chosen = null;
  const canvas = make("canvas"), box = make("div", { class: "matrix" }, canvas);
  const top = 30;
  let cell = 20, left = 146;
  // Shares by a power, since the rare confusions are what there is to see; from the page's own colour over blue to what is farthest from it.
  const onLight = [[255, 255, 255], [199, 224, 240], [110, 160, 222], [104, 78, 170], [62, 12, 40]], onDark = [[23, 31, 40], [30, 66, 98], [47, 112, 173], [126, 158, 232], [238, 226, 255]];
  function colour(s) {
    if (s <= 0) return tone("--page");
    const stops = darkness.matches ? onDark : onLight;
    const at = Math.min(0.999, 0.1 + 0.9 * s ** 0.65) * (stops.length - 1), i = Math.floor(at), f = at - i;
    return `rgb(${stops[i].map((c, k) => Math.round(c + f * (stops[i + 1][k] - c))).join(",")})`;
  }
  function draw() {
    const m = order.length, scale = devicePixelRatio || 1;
    const narrow = box.clientWidth < 600;
    left = narrow ? 30 : 146;
    const room = box.clientWidth - left - 12;
    cell = Math.max(16, Math.min(34, Math.floor(room / Math.max(1, m))));
    const width = left + m * cell + 10, height = top + m * cell + 8;
    canvas.width = width * scale; canvas.height = height * scale;
    canvas.style.width = width + "px"; canvas.style.height = height + "px";
    const g = canvas.getContext("2d"), [page, ink, orange] = ["--page", "--ink", "--orange"].map(tone);
    g.scale(scale, scale);
    g.fillStyle = page; g.fillRect(0, 0, width, height);
    g.textBaseline = "middle";
    order.forEach((t, row) => {
      const y = top + row * cell;
      order.forEach((k, column) => {
        const s = share(t, k);
        g.fillStyle = colour(s);
        g.fillRect(left + column * cell, y, cell - 0.5, cell - 0.5);
        const text = Math.round(100 * s);
        if (cell >= 19 && (text >= 2 || (row === column && truths[t]))) {
          g.fillStyle = s > 0.3 ? page : ink;
          g.font = `${Math.min(12, cell * 0.5)}px system-ui, sans-serif`;
          g.textAlign = "center";
          g.fillText(text, left + column * cell + cell / 2, y + cell / 2);
        }
      });
      g.fillStyle = chosen && chosen[0] === row ? orange : ink;
      g.font = "11.5px system-ui, sans-serif"; g.textAlign = "right";
      const name = countries[t][1];
      if (!narrow) g.fillText(name.length > 17 ? name.slice(0, 16) + "…" : name, left - 28, y + cell / 2);
      g.font = `bold ${cell < 19 ? 9 : 10.5}px system-ui, sans-serif`; g.textAlign = "center";
      g.fillText(countries[t][0], left - 13, y + cell / 2);
      g.fillStyle = chosen && chosen[1] === row ? orange : ink;
      g.fillText(countries[t][0], left + row * cell + cell / 2, top - 10);
    });
    g.strokeStyle = tone("--line"); g.strokeRect(left - 0.5, top - 0.5, m * cell, m * cell);
    if (chosen) { g.strokeStyle = orange; g.strokeRect(left + chosen[1] * cell, top + chosen[0] * cell, cell - 0.5, cell - 0.5); }
  }
  darkness.addEventListener("change", draw);
  function at(event) {
    const rect = canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - rect.left - left) / cell), row = Math.floor((event.clientY - rect.top - top) / cell);
    return column < 0 || row < 0 || column >= order.length || row >= order.length ? null : [row, column];
  }
  canvas.addEventListener("pointermove", e => {
    const here = at(e);
    if (String(here) !== String(chosen)) { chosen = here; draw(); }
    if (!here) return hideTip();
    const [t, k] = [order[here[0]], order[here[1]]];
    showTip(e, make("b", {}, t === k ? `${nameOf(t)} recognised` : `${nameOf(t)} taken for ${nameOf(k)}`), make("br"), `${count(t, k)} of ${truths[t]} pictures, ${percent(share(t, k))}`, make("br"), make("span", { class: "aside" }, `${nameOf(k)} was guessed ${guesses[k]} times`));
  });
  canvas.addEventListener("pointerleave", () => { chosen = null; hideTip(); draw(); });
  canvas.addEventListener("click", e => {
    const here = at(e);
    if (!here) return;
    const [t, k] = [order[here[0]], order[here[1]]], list = cells.get(t * n + k);
    if (list) { hideTip(); openPictures(t === k ? `${nameOf(t)}, recognised` : `${nameOf(t)}, taken for ${nameOf(k)}`, [...list].sort((a, b) => shareOf(b) - shareOf(a))); }
  });
  const sort = make("select", { "aria-label": "order of the countries", onchange: () => apply() }, Object.keys(orders).map(o => make("option", {}, o)));
  const all = make("input", { type: "checkbox", id: "all-countries", onchange: () => apply() });
  function apply() { order = orders[sort.value].filter(k => all.checked || occurs(k)); draw(); }
  new ResizeObserver(() => draw()).observe(box);
  order = orders["by region"].filter(occurs);
  return make("div", {}, make("div", { class: "controls" }, make("label", {}, "countries ", sort), make("label", {}, all, " those that never occur too")), box);
}
