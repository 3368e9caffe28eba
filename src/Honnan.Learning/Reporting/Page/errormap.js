// The map of errors: great circles from where a picture was taken to where the model put it.
function errorMap() {
  const outlines = new Path2D(data.map), placed = pictures.points.map((p, i) => p && [i, ...p]).filter(Boolean);
  const radians = Math.PI / 180, most = 2500;
  function kilometres([, a, b, c, d]) {
    const h = Math.sin((c - a) * radians / 2) ** 2 + Math.cos(a * radians) * Math.cos(c * radians) * Math.sin((d - b) * radians / 2) ** 2;
    return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, h)));
  }
  const lines = placed.map(p => ({ picture: p[0], there: [p[1], p[2]], guess: [p[3], p[4]], km: kilometres(p) }));
  const vector = ([north, east]) => [Math.cos(north * radians) * Math.cos(east * radians), Math.cos(north * radians) * Math.sin(east * radians), Math.sin(north * radians)];
  function circle(line) {
    const [u, v] = [vector(line.there), vector(line.guess)], angle = line.km / 6371.0088, path = new Path2D(), steps = Math.max(1, Math.ceil(angle / 0.06));
    let last = null;
    for (let s = 0; s <= steps; s++) {
      const f = s / steps, a = angle < 1e-6 ? 1 - f : Math.sin((1 - f) * angle) / Math.sin(angle), b = angle < 1e-6 ? f : Math.sin(f * angle) / Math.sin(angle);
      const [x, y, z] = [0, 1, 2].map(k => a * u[k] + b * v[k]);
      const east = Math.atan2(y, x) / radians, south = -Math.asin(Math.max(-1, Math.min(1, z))) / radians;
      if (last === null || Math.abs(east - last) > 180) path.moveTo(east, south); else path.lineTo(east, south);
      last = east;
    }
    return path;
  }
  const hue = km => km < 200 ? "#009e73" : km < 750 ? "#56b4e9" : km < 2500 ? "#e69f00" : "#d55e00";
  const canvas = make("canvas"), box = make("div", { class: "map" }, canvas);
  const country = make("select", { "aria-label": "true country", onchange: () => choose() }, make("option", { value: -1 }, "all countries"),
    [...new Set(lines.map(l => pictures.truth[l.picture]))].filter(k => k >= 0).sort((a, b) => nameOf(a) < nameOf(b) ? -1 : 1).map(k => make("option", { value: k }, nameOf(k))));
  const note = make("span", { class: "aside" });
  let shown = [], near = null, view = { east: 0, south: -12, width: 360 };
  function choose() {
    const k = +country.value, own = lines.filter(l => k < 0 || pictures.truth[l.picture] === k), step = Math.max(1, own.length / most);
    shown = [];
    for (let i = 0; i < own.length; i += step) shown.push(own[Math.floor(i)]);
    for (const l of shown) l.path ??= circle(l);
    note.textContent = shown.length < own.length ? `${grouped(shown.length)} of ${grouped(own.length)} lines, evenly chosen` : `${grouped(own.length)} lines`;
    draw();
  }
  function size() { return [box.clientWidth, Math.max(220, Math.min(620, box.clientWidth * 0.46))]; }
  function draw() {
    const [w, h] = size(), ratio = devicePixelRatio || 1, scale = w / view.width;
    if (!w) return;
    canvas.width = w * ratio; canvas.height = h * ratio; canvas.style.height = h + "px";
    const g = canvas.getContext("2d");
    g.fillStyle = tone("--sea"); g.fillRect(0, 0, canvas.width, canvas.height);
    g.setTransform(scale * ratio, 0, 0, scale * ratio, (w / 2 - view.east * scale) * ratio, (h / 2 - view.south * scale) * ratio);
    g.fillStyle = tone("--land"); g.fill(outlines, "evenodd");
    g.strokeStyle = tone("--page"); g.lineWidth = 0.7 / scale; g.stroke(outlines);
    g.lineWidth = 1.1 / scale;
    g.globalAlpha = shown.length > 600 ? 0.25 : shown.length > 150 ? 0.45 : 0.7;
    for (const l of shown) { g.strokeStyle = hue(l.km); g.stroke(l.path); }
    g.globalAlpha = 0.9;
    const dot = (p, r, fill) => { g.fillStyle = fill; g.beginPath(); g.arc(p[1], -p[0], r / scale, 0, 7); g.fill(); };
    for (const l of shown) dot(l.there, 2.2, tone("--blue"));
    if (near) { g.globalAlpha = 1; g.lineWidth = 3 / scale; g.strokeStyle = tone("--ink"); g.stroke(near.path); dot(near.there, 5, tone("--blue")); dot(near.guess, 5, tone("--orange")); }
    g.setTransform(1, 0, 0, 1, 0, 0); g.globalAlpha = 1;
  }
  const place = e => { const rect = canvas.getBoundingClientRect(), [w, h] = size(), scale = w / view.width; return [view.east + (e.clientX - rect.left - w / 2) / scale, view.south + (e.clientY - rect.top - h / 2) / scale, scale]; };
  function zoom(factor, [east, south] = [view.east, view.south]) {
    const width = Math.min(360, Math.max(6, view.width * factor)), f = width / view.width;
    view = { width, east: east + (view.east - east) * f, south: south + (view.south - south) * f };
    draw();
  }
  darkness.addEventListener("change", draw);
  let drag = null;
  canvas.addEventListener("pointerdown", e => { drag = { x: e.clientX, y: e.clientY, view: { ...view }, moved: false }; canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener("pointerup", () => { const clicked = drag && !drag.moved; drag = null; if (clicked && near) { hideTip(); openPictures(`${nameOf(pictures.truth[near.picture])}, ${grouped(near.km)} km off`, [near.picture]); } });
  canvas.addEventListener("pointermove", e => {
    const [east, south, scale] = place(e);
    if (drag) {
      const [dx, dy] = [e.clientX - drag.x, e.clientY - drag.y];
      drag.moved ||= Math.abs(dx) + Math.abs(dy) > 4;
      view = { ...drag.view, east: drag.view.east - dx / scale, south: drag.view.south - dy / scale };
      return draw();
    }
    const best = shown.reduce((b, l) => { const d = Math.min(Math.hypot(l.there[1] - east, -l.there[0] - south), Math.hypot(l.guess[1] - east, -l.guess[0] - south)); return d < b[0] ? [d, l] : b; }, [9 / scale, null])[1];
    if (best !== near) { near = best; draw(); }
    canvas.style.cursor = near ? "pointer" : "grab";
    if (near) showTip(e, make("b", {}, `${nameOf(pictures.truth[near.picture])}, ${grouped(near.km)} km off`), make("br"), `guess: ${nameOf(guessOf(near.picture))} ${percent(shareOf(near.picture), 0)}`); else hideTip();
  });
  canvas.addEventListener("pointerleave", () => { near = null; hideTip(); draw(); });
  canvas.addEventListener("wheel", e => { if (e.ctrlKey || view.width < 360 || e.deltaY < 0) { e.preventDefault(); zoom(e.deltaY > 0 ? 1.25 : 0.8, place(e)); } }, { passive: false });
  box.append(make("div", { class: "zoom" }, make("button", { "aria-label": "nearer", onclick: () => zoom(0.6) }, "+"), make("button", { "aria-label": "farther", onclick: () => zoom(1 / 0.6) }, "−")));
  new ResizeObserver(() => draw()).observe(box);
  choose();
  const key = [["under 200 km", 0], ["200 to 750", 300], ["750 to 2,500", 1000], ["farther", 9000]].map(([text, km]) => make("span", { style: "margin-right:10px;display:inline-block" }, make("b", { style: `color:${hue(km)}` }, "━ "), text));
  return make("div", {}, make("div", { class: "controls" }, make("label", {}, "taken in ", country), note), box, make("p", { class: "aside" }, key, " Dots: where the pictures were taken. A click opens the picture."));
}
