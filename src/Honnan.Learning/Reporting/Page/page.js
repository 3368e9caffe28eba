// The sections of the page, from the data that it holds.
const main = document.getElementById("page"), nav = make("nav");
document.querySelector("header").after(nav);
document.querySelector("header").append(make("p", { class: "aside" }, `${data.model.net}, ${grouped(data.parameters / 1e6, 1)} million numbers, ${figures.classes} countries; judged on ${data.day}`));
document.body.append(tip, dialog);
main.replaceChildren();

function section(title, ...content) {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  nav.append(make("a", { href: "#" + id }, title));
  main.append(make("h2", { id }, title), ...content.flat().filter(c => c !== null && c !== undefined));
}
const figureNames = { top1: "top-1", top5: "top-5", balancedAccuracy: "balanced accuracy", macroF1: "macro F1", logLoss: "log loss", brier: "Brier score", ece: "calibration error" };
const between = name => figures.intervals[name] && figures.intervals[name];
const card = (name, value, remark) => make("div", { class: "card" }, make("span", {}, name), make("b", {}, value), make("span", {}, remark ?? ""));
const rated = (title, name) => card(title, percent(figures[name]), between(name) ? `${percent(between(name)[0])} to ${percent(between(name)[1])}` : "");
const plain = (title, name, digits) => card(title, figures[name].toFixed(digits), between(name) ? `${between(name)[0].toFixed(digits)} to ${between(name)[1].toFixed(digits)}` : "");

function overview() {
  const chance = 1 / figures.classes;
  const words = [`Of ${grouped(figures.pictures)} pictures ${percent(figures.top1)} were given their true country and ${percent(figures.top5)} have it among the five likeliest; guessing at random would reach ${percent(chance)}.`,
    data.sureness];
  if (figures.medianKm !== undefined) words.push(`Half of the guessed points lie within ${grouped(figures.medianKm)} km of the true ones.`);
  if (figures.outside) words.push(`${grouped(figures.outside)} pictures of countries that the model does not know are not counted.`);
  if (figures.unreadable) words.push(`${grouped(figures.unreadable)} could not be read.`);
  const cards = [rated("top-1", "top1"), rated("top-5", "top5"), rated("balanced accuracy", "balancedAccuracy"), plain("macro F1", "macroF1", 3), plain("log loss", "logLoss", 3), plain("Brier score", "brier", 3), plain("calibration error", "ece", 3)];
  if (figures.kappa !== undefined) cards.push(card("Cohen's kappa", figures.kappa.toFixed(3), `Matthews ${figures.matthews.toFixed(3)}`));
  if (figures.medianKm !== undefined) cards.push(card("median error", grouped(figures.medianKm) + " km", `within 750 km: ${percent(figures.within["750"])}`), card("game's score", grouped(figures.geoScore), "of 5,000"));
  section("Figures", figures.caution ? make("p", { class: "warn" }, figures.caution) : null, make("p", {}, words.join(" ")), make("div", { class: "cards" }, cards), make("p", { class: "aside" }, "Intervals: 95 %, bootstrap; places are drawn, not pictures, since pictures of one place fall or stand together."));
  if (figures.against) {
    const a = figures.against, signed = x => (x > 0 ? "+" : x < 0 ? "−" : "") + Math.abs(x).toFixed(3);
    main.append(make("h3", {}, `Against ${a.model.replace(/[\\/]+$/, "").split(/[\\/]/).pop()}`), make("p", {}, `On ${grouped(a.pictures)} pictures that both judged, ${a.onlyThis} are right here alone and ${a.onlyOther} there alone; McNemar's exact p is ${a.pValue < 0.0001 ? "below 0.0001" : a.pValue.toFixed(4)}.`),
      make("div", { class: "wide" }, table([{ name: "figure", text: true, value: r => figureNames[r[0]] ?? r[0] }, { name: "difference", value: r => r[1].difference, show: r => signed(r[1].difference) }, { name: "95 % interval", value: r => r[1].interval[0], show: r => `${signed(r[1].interval[0])} to ${signed(r[1].interval[1])}` }], Object.entries(a.differences))));
  }
}

function trainingGraph() {
  const t = data.training;
  if (!t) return;
  const pairs = (xs, ys) => xs.map((x, i) => [x, ys[i]]), end = Math.max(...t.steps, ...t.validationSteps);
  const top = Math.max(...t.loss, ...t.validationLoss);
  section("Training", make("div", { class: "two" },
    plot([{ name: "training", points: pairs(t.steps, t.loss), colour: colours[0] }, { name: "validation", points: pairs(t.validationSteps, t.validationLoss), colour: colours[1], dots: true, tip: p => `step ${p[0]}: ${p[1].toFixed(3)}` }], { x: [0, end], y: [0, top * 1.05], xLabel: "steps", yLabel: "cross-entropy (nats)" }),
    t.validationTop1 && t.validationTop1.length > 1 ? plot([{ points: pairs(t.validationSteps, t.validationTop1.map(a => 100 * a)), colour: colours[1], dots: true, tip: p => `step ${p[0]}: ${p[1].toFixed(1)} %` }], { x: [0, end], y: [0, Math.min(100, 115 * Math.max(...t.validationTop1))], xLabel: "steps", yLabel: "validation top-1 (%)" }) : null));
}

function confusions() {
  section("Confusions", make("p", {}, "A row is a true country, its shares of guesses add up to 100 %. Hover to read a cell, click to see its pictures."), confusionMatrix());
  if (!figures.confusedPairs.length) return;
  const list = figures.confusedPairs, codeName = code => countries.find(c => c[0] === code)[1];
  main.append(make("h3", {}, "Taken for each other most"), make("p", { class: "aside" }, "Mistakes in both directions over all pictures of the two countries."), ...list.slice(0, 12).map((p, i) => make("details", { open: i < 2 || null },
    make("summary", {}, make("b", {}, `${codeName(p.first)} and ${codeName(p.second)}`), ` ${percent(p.share)}: ${p.firstAsSecond} times ${p.first} as ${p.second}, ${p.secondAsFirst} times ${p.second} as ${p.first}`),
    sheet(p.examples.map(f => indexOfFile.get(f)).filter(i => i !== undefined)))));
}

function calibration() {
  const c = figures.calibration, bins = (list, before) => ({ name: before ? "as trained" : "as it answers", colour: before ? colours[1] : colours[0], dots: true, hollow: before,
    points: list.map(b => [100 * b.confidence, 100 * b.accuracy, 3 + 8 * Math.sqrt(b.pictures / Math.max(...list.map(o => o.pictures)))]), tip: p => `said ${p[0].toFixed(0)} %, right ${p[1].toFixed(0)} %` });
  const curve = [];
  for (let i = 0; i < data.risk.length; i += 2) curve.push([100 * data.risk[i], 100 * data.risk[i + 1]]);
  const accuracy = c.riskCoverage.accuracyAt;
  section("Can it be believed?", make("p", {}, c.eceBefore === undefined ? `The mean gap between confidence and accuracy is ${percent(figures.ece)}.` : `The mean gap between confidence and accuracy is ${percent(figures.ece)} (${percent(c.eceBefore)} without its calibration; log loss ${figures.logLoss.toFixed(3)}, without it ${c.logLossBefore.toFixed(3)}).`),
    make("div", { class: "two" },
      make("div", {}, make("h3", {}, "Reliability"), plot([{ name: "honest", points: [[0, 0], [100, 100]], colour: "var(--grey)", dashed: true }, c.reliabilityBefore ? bins(c.reliabilityBefore, true) : null, bins(c.reliability, false)].filter(Boolean), { x: [0, 100], y: [0, 100], xLabel: "confidence of the guess (%)", yLabel: "right (%)" })),
      make("div", {}, make("h3", {}, "What silence gains"), plot([{ points: curve, colour: colours[0] }], { x: [0, 100], y: [0, 100], xLabel: "pictures answered, the surest first (%)", yLabel: "wrong among them (%)" }),
        make("p", { class: "aside" }, `Right: ${percent(accuracy["10"], 0)} of the surest tenth, ${percent(accuracy["25"], 0)} of the surest quarter, ${percent(accuracy["50"], 0)} of half, ${percent(accuracy["75"], 0)} of three quarters. Mean risk ${percent(c.riskCoverage.area)}; the best possible order of the same guesses has ${percent(c.riskCoverage.bestArea)}.`))));
  const probes = figures.probes;
  if (!probes) return;
  if (probes.strangers.length) main.append(make("h3", {}, "Pictures that it does not know"),
    make("p", {}, `Of the judged pictures ${grouped(figures.refused)} (${percent(figures.refused / figures.pictures)}) would be refused as unlike what the model learned from.`),
    make("div", { class: "wide" }, table([{ name: "against", text: true, value: s => s.kind === "drawn" ? "drawn pictures: documents, drawings, rooms, noise, …" : "real pictures, heavily corrupted" }, { name: "pictures", value: s => s.pictures }, { name: "AUROC", value: s => s.auroc, show: s => s.auroc.toFixed(3) }, { name: "refused", value: s => s.refused, show: s => percent(s.refused, 0) }], probes.strangers)));
  const kinds = probes.withoutInformation, peak = Math.max(...kinds.flatMap(k => k.top.map(t => t.probability)));
  main.append(make("h3", {}, "What it guesses without information"), make("p", { class: "aside" }, `Mean probability for pictures that say nothing; an even guess would give every country ${percent(1 / figures.classes)}.`),
    make("div", { class: "cards", style: "grid-template-columns:repeat(auto-fill,minmax(240px,1fr))" }, kinds.map(k => make("div", { class: "card" }, make("span", {}, make("b", { style: "font-size:15px" }, k.kind), `as sure as among ${Math.exp(k.entropy).toFixed(0)} countries`),
      k.top.slice(0, 6).map(t => make("div", { style: "display:grid;grid-template-columns:104px 1fr 46px;gap:6px;align-items:center;font-size:12.5px" }, make("span", { style: "color:inherit;overflow:hidden;text-overflow:ellipsis;white-space:nowrap" }, countries.find(c => c[0] === t.country)[1]), make("i", { class: "bar", style: `width:${(100 * t.probability / peak).toFixed(1)}%` }), make("span", { style: "text-align:right" }, percent(t.probability))))))));
}

function tables() {
  const bar = v => make("span", {}, percent(v, 0), make("span", { class: "measure" }, make("i", { class: "bar", style: `width:${Math.round(60 * v)}px` })));
  const own = (name, s) => s.intervals && s.intervals[name] ? ` (${(100 * s.intervals[name][0]).toFixed(1)} to ${(100 * s.intervals[name][1]).toFixed(1)})` : "";
  const mistaken = new Map();
  pictures.truth.forEach((t, i) => { if (t >= 0 && guessOf(i) !== t) { const m = mistaken.get(t) ?? mistaken.set(t, new Map()).get(t); m.set(guessOf(i), (m.get(guessOf(i)) ?? 0) + 1); } });
  const worst = r => [...mistaken.get(r.index) ?? []].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([k, n]) => `${nameOf(k)} ${n}`).join(", ");
  section("By source and country", make("div", { class: "wide" }, table([{ name: "source", text: true, value: s => s.source }, { name: "pictures", value: s => s.pictures, show: s => grouped(s.pictures) }, { name: "top-1", value: s => s.top1, show: s => percent(s.top1) + own("top1", s) }, { name: "top-5", value: s => s.top5, show: s => percent(s.top5) + own("top5", s) }], figures.perSource)),
    make("h3", {}, "By country"), make("div", { class: "tall" }, table([{ name: "country", text: true, value: r => nameOf(r.index), show: r => make("span", {}, nameOf(r.index) + " ", make("span", { class: "aside" }, r.country)) }, { name: "region", text: true, value: r => countries[r.index][2] }, { name: "pictures", value: r => r.pictures, show: r => grouped(r.pictures) }, { name: "recall", value: r => r.pictures ? r.recall : -1, show: r => r.pictures ? bar(r.recall) : "–" }, { name: "precision", value: r => r.precision, show: r => percent(r.precision, 0) }, { name: "taken for", text: true, value: worst }],
      figures.perCountry.map((r, index) => ({ ...r, index })), "pictures")));
}

function maps() {
  if (!data.map) return;
  const w = figures.within;
  section("Map of errors", make("p", {}, `Within 25 km ${percent(w["25"])}, 200 km ${percent(w["200"])}, 750 km ${percent(w["750"])}, 2,500 km ${percent(w["2500"])}. The guessed point lies in the right country for ${percent(figures.pointTop1)} of these pictures; by the country's probability ${percent(figures.classifierTop1OfPlaced)} are right.`), errorMap());
}

function views() {
  const v = figures.views, p = figures.places;
  if (!v && !p) return;
  section("Several views");
  if (p) main.append(make("p", {}, `${grouped(p.places)} places have several pictures. Answered together ${percent(p.top1)} of the places are right (top-5 ${percent(p.top5)}); picture by picture ${percent(p.top1Alone)}. By number of pictures: ${Object.entries(p.byNumber).map(([n, s]) => `${n}: ${percent(s, 0)}`).join(", ")}.`));
  if (!v || !v.length) return;
  const rows = new Map();
  for (const f of v) { const key = `${f.of} ${f.windows} ${f.mirrored}`; rows.set(key, { ...(rows.get(key) ?? f), [f.combination]: f }); }
  const cell = c => ({ name: c, value: r => r[c]?.top1 ?? -1, show: r => r[c] ? `${percent(r[c].top1)} / ${r[c].logLoss.toFixed(3)}` : "–" });
  main.append(make("p", { class: "aside" }, "Top-1 / log loss by how the views' answers are put together: the mean of their probabilities, of their logits, or weighted by a function of their entropy that other places taught. Time: for one picture with all its views."),
    make("div", { class: "wide" }, table([{ name: "of", text: true, value: r => r.of }, { name: "windows", value: r => r.windows }, { name: "mirror images", text: true, value: r => r.mirrored ? "too" : "no" }, { name: "pictures", value: r => r.pictures }, cell("probabilities"), cell("logits"), cell("learned"), { name: "ms", value: r => r.milliseconds, show: r => grouped(r.milliseconds) }], [...rows.values()])));
  const wide = v.filter(f => f.of === "panoramas" && !f.mirrored);
  if (wide.length > 1) {
    const line = (c, i) => ({ name: c, colour: colours[i], dots: true, points: wide.filter(f => f.combination === c).map(f => [Math.log2(f.windows), 100 * f.top1]) });
    main.append(make("div", { style: "max-width:560px" }, plot(["probabilities", "logits", "learned"].map(line), { x: [0, Math.max(...wide.map(f => Math.log2(f.windows)))], y: [0, 120 * Math.max(...wide.map(f => f.top1))], xTicks: [1, 2, 4, 8].filter(w => wide.some(f => f.windows === w)).map(w => [Math.log2(w), `${w}`]), xLabel: "windows of a panorama", yLabel: "top-1 (%)", height: 260 })));
  }
}

function shortcuts() {
  const s = figures.shortcuts;
  if (!s) return;
  section("Shortcuts", ...s.verdict.map(v => make("p", { class: s.suspicious ? "warn" : "" }, v)),
    make("p", { class: "aside" }, `How much of the maps' evidence lies where the camera, its car or a web page leaves marks, and what covering that costs, on ${grouped(s.pictures)} pictures. Covering anything costs something, so as much is covered elsewhere too; p is the sign test of the two.`),
    make("div", { class: "wide" }, table([{ name: "region", text: true, value: r => r.title }, { name: "pictures", value: r => r.pictures, show: r => grouped(r.pictures) }, { name: "area", value: r => r.area, show: r => percent(r.area) }, { name: "evidence", value: r => r.evidence, show: r => percent(r.evidence) }, { name: "top-1", value: r => r.top1, show: r => percent(r.top1) }, { name: "covered", value: r => r.top1Covered, show: r => percent(r.top1Covered) }, { name: "elsewhere covered", value: r => r.top1Elsewhere, show: r => percent(r.top1Elsewhere) }, { name: "p", value: r => r.pValue, show: r => r.pValue < 0.0001 ? "below 0.0001" : r.pValue.toFixed(4) }], s.regions)));
  if (s.places.length) main.append(make("h3", {}, "Places at which maps pile up"), make("div", { class: "wide" }, table([{ name: "country", text: true, value: p => countries.find(c => c[0] === p.country)[1] }, { name: "source", text: true, value: p => p.source }, { name: "place (left, top, right, bottom)", text: true, value: p => p.box.map(b => percent(b, 0)).join(", ") }, { name: "recognised", value: p => p.recognised }, { name: "peak there", value: p => p.peaks, show: p => percent(p.peaks, 0) }, { name: "other countries'", value: p => p.peaksOfOthers, show: p => percent(p.peaksOfOthers, 0) }, { name: "left with it covered", value: p => p.leftCovered, show: p => percent(p.leftCovered, 0) }, { name: "elsewhere covered", value: p => p.leftElsewhere, show: p => percent(p.leftElsewhere, 0) }, { name: "probability with it covered", value: p => p.probabilityCovered, show: p => percent(p.probabilityCovered, 0) }, { name: "elsewhere covered", value: p => p.probabilityElsewhere, show: p => percent(p.probabilityElsewhere, 0) }], s.places)));
}

function examples() {
  const lists = data.lists, part = (title, list, remark) => list.length ? [make("h3", {}, title), sheet(list.slice(0, 12), remark), list.length > 12 ? make("button", { onclick: () => openPictures(title, list) }, `all ${list.length}`) : null] : [];
  const apart = i => { const p = pictures.points[i]; if (!p) return null; const r = Math.PI / 180, h = Math.sin((p[2] - p[0]) * r / 2) ** 2 + Math.cos(p[0] * r) * Math.cos(p[2] * r) * Math.sin((p[3] - p[1]) * r / 2) ** 2; return `${grouped(2 * 6371 * Math.asin(Math.sqrt(h)))} km off`; };
  section("Best and worst", part("Top losses: the true country got the least probability", lists.topLosses), part("The surest right guesses", lists.surest), part("Placed farthest away", lists.farthest, apart), part("Least like what was learned from", lists.strangest));
}

function costs() {
  const m = data.machine, rows = [["judged a second, loading included", figures.picturesPerSecond ? grouped(figures.picturesPerSecond, 1) + " pictures" : "not measured"], ["training", data.trainingSeconds ? `${grouped(data.model.steps)} steps, ${data.trainingSeconds > 5400 ? grouped(data.trainingSeconds / 3600, 1) + " hours" : grouped(data.trainingSeconds / 60, 1) + " minutes"} in steps` : data.model.steps ? `${grouped(data.model.steps)} steps` : "not told by an exported model"],
    ["processor", `${m.processor}, ${m.cores} ${m.cores === 1 ? "core" : "cores"}`], ["memory", `${m.memoryGiB} GiB`], ["system", `${m.system}; ${m.runtime}`], ["net", `${data.model.net}, ${grouped(data.parameters)} numbers`], ["pictures", `short side ${data.model.loading.shortSide}, overlay ${data.model.loading.overlay}, ${data.model.loading.windows} windows of a panorama`]];
  section("Cost and machine", make("div", { class: "wide" }, make("table", {}, make("tbody", {}, rows.map(([a, b]) => make("tr", {}, make("td", { class: "text" }, a), make("td", { class: "text wrap" }, b)))))));
}

overview();
trainingGraph();
confusions();
calibration();
tables();
maps();
views();
shortcuts();
examples();
costs();
