// Elements and charts. Colours are Okabe and Ito's, as in the other charts.
const colours = ["var(--blue)", "var(--orange)", "var(--green)", "var(--pink)"];
const darkness = matchMedia("(prefers-color-scheme: dark)");
const tone = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim(); // for canvases, which know no variables
const percent = (x, digits = 1) => (100 * x).toFixed(digits) + " %";
const grouped = (x, digits = 0) => x.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "path", "line", "circle", "text", "rect", "g"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) element.append(child);
  return element;
}

function ticks(low, high, about) {
  const rough = (high - low) / about, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(s => s * power).find(s => s >= rough);
  const all = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + 1e-9 * step; t += step) all.push(+t.toPrecision(12));
  return all;
}

// Lines and dots over two linear axes. series: [{ name, points: [[x, y, size?]], colour, dots, dashed, tip }].
function plot(series, { x, y, xLabel, yLabel, format = v => grouped(v, v % 1 ? 2 : 0), xTicks = ticks(x[0], x[1], 6).map(t => [t, format(t)]), height = 300 }) {
  const width = 560, left = 58, right = 14, top = 12, bottom = 44;
  const px = v => left + (v - x[0]) / (x[1] - x[0] || 1) * (width - left - right);
  const py = v => height - bottom - (v - y[0]) / (y[1] - y[0] || 1) * (height - top - bottom);
  const chart = make("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${yLabel} against ${xLabel}` });
  for (const [t, name] of xTicks) chart.append(make("line", { x1: px(t), x2: px(t), y1: top, y2: height - bottom, stroke: "var(--faint)" }), make("text", { x: px(t), y: height - bottom + 17, "text-anchor": "middle" }, name));
  for (const t of ticks(y[0], y[1], 5)) chart.append(make("line", { x1: left, x2: width - right, y1: py(t), y2: py(t), stroke: "var(--faint)" }), make("text", { x: left - 7, y: py(t) + 4, "text-anchor": "end" }, format(t)));
  chart.append(make("text", { class: "soft", x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" }, xLabel));
  chart.append(make("text", { class: "soft", transform: `translate(13 ${(top + height - bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, yLabel));
  for (const s of series) {
    if (!s.points.length) continue;
    if (!s.dotsOnly) chart.append(make("path", { d: "M" + s.points.map(p => `${px(p[0]).toFixed(1)} ${py(p[1]).toFixed(1)}`).join("L"), fill: "none", stroke: s.colour, "stroke-width": s.dashed ? 1.2 : 2, "stroke-dasharray": s.dashed ? "5 4" : null, "stroke-linejoin": "round" }));
    if (s.dots) for (const p of s.points) {
      const dot = make("circle", { cx: px(p[0]), cy: py(p[1]), r: p[2] ?? 4, fill: s.hollow ? "var(--page)" : s.colour, stroke: s.colour, "stroke-width": 2 });
      if (s.tip) hover(dot, () => s.tip(p));
      chart.append(dot);
    }
  }
  const named = series.filter(s => s.name);
  const legend = make("div", { class: "aside" }, named.map(s => make("span", { style: "margin-right:16px;display:inline-block" }, make("b", { style: `color:${s.colour}` }, s.dashed ? "┄ " : "━ "), s.name)));
  return make("div", {}, named.length > 1 ? legend : null, chart);
}

// A table whose columns sort by a click. columns: [{ name, value, show?, text? }].
function table(columns, rows, sorted) {
  const body = make("tbody"), head = make("tr");
  let order = null, down = true;
  const fill = () => {
    const list = order ? [...rows].sort((a, b) => { const [u, v] = [order.value(a), order.value(b)]; return (u < v ? -1 : u > v ? 1 : 0) * (down ? -1 : 1); }) : rows;
    body.replaceChildren(...list.map(r => make("tr", {}, columns.map(c => make("td", { class: [c.text ? "text" : "", c.wrap ? "wrap" : ""].join(" ").trim() || null }, c.show ? c.show(r) : c.value(r))))));
  };
  for (const column of columns) {
    const cell = make("th", { class: (column.text ? "text " : "") + "sorts", tabindex: 0 }, column.name);
    const sort = () => {
      down = order === column ? !down : !column.text;
      order = column;
      for (const other of head.children) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      fill();
    };
    cell.addEventListener("click", sort);
    cell.addEventListener("keydown", e => { if (e.key === "Enter") sort(); });
    head.append(cell);
    if (column.name === sorted) { order = column; down = !column.text; cell.setAttribute("aria-sort", down ? "descending" : "ascending"); }
  }
  fill();
  return make("table", {}, make("thead", {}, head), body);
}

const tip = make("div", { id: "tip" });
function showTip(event, ...content) {
  tip.replaceChildren(...content.flat());
  tip.style.display = "block";
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 8)) + "px";
  tip.style.top = (event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18) + "px";
}
const hideTip = () => { tip.style.display = "none"; };
function hover(element, content) {
  element.addEventListener("pointermove", e => showTip(e, content()));
  element.addEventListener("pointerleave", hideTip);
}
