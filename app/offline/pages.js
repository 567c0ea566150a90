/* Reading and rewriting pages as text: a helper has no document. What is looked for stands in the templates
   assessments/attempts/all.html with _ask.html, learning/progress/module.html and app/offline/no_signal.html. */

const escapeHtml = (text) =>
  String(text).replace(/[&<>'"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;" })[sign]);

const plainAddress = (attribute) => attribute.replace(/&amp;/g, "&");

/* The heading, still escaped. */
const headingOf = (html) => (/<h1>([^<]*)<\/h1>/.exec(html) || ["", ""])[1].trim();

/* What the first group of `pattern` finds, each once. */
function listFound(html, pattern) {
  const found = new Set();
  html.replace(pattern, (all, first) => found.add(plainAddress(first)));
  return [...found];
}

/* What a page needs beside itself; of a picture with two files the one that every browser with a helper reads. */
const filesIn = (html) =>
  listFound(html.replace(/(<source type="image\/webp"[^>]*>)<img[^>]*>/g, "$1"), /(?:href|src|srcset)="(\/(?:static|media)\/[^"]+\.(?:css|js|svg|png|jpg|webp))"/g);

/* The addresses of a module's lessons, out of its own page. */
const lessonsIn = (html, modulePath) =>
  listFound(html, /href="([^"]+)"/g).filter((link) => link.startsWith(`${modulePath}/`) && LESSON.test(link.split("?")[0]));

const putFirst = (html, added) => html.replace(/<main id="isi"[^>]*>/, (main) => `${main}\n${added}`);
const putLast = (html, added) => html.replace("</main>", () => `${added}\n</main>`);
const note = (words, kind = "") => `<div class="note${kind}" role="status">${words}</div>`;
const link = (address, words) => `<a href="${escapeHtml(address)}">${words}</a>`;
const pill = (kind, words) => `<span class="pill ${kind}">${words}</span>`;

/* Rewrites the form that posts to `path`, if the page has it. */
function inForm(html, path, rewrite) {
  const at = html.indexOf(`action="${escapeHtml(path)}"`);
  const start = html.lastIndexOf("<form", at), end = html.indexOf("</form>", at);
  return at < 0 || end < 0 ? html : html.slice(0, start) + rewrite(html.slice(start, end)) + html.slice(end);
}

/* Shows `answers`, the values she sent, in a form instead of what stands there: ticked, selected or typed. */
function tick(form, answers) {
  const given = new Set(answers.map(escapeHtml)), has = (value, mark) => (given.has(value) ? mark : "");
  return form
    .replace(/(<input type="(?:radio|checkbox)" name="answer" value="([^"]*)")(?: checked)?/g, (all, field, value) => field + has(value, " checked"))
    .replace(/(<option value="([^"]*)")(?: selected)?/g, (all, option, value) => option + has(value, " selected"))
    .replace(/(<input class="text" name="answer" value=")[^"]*/, (all, field) => field + escapeHtml(answers[0]));
}

/* What a row says of its answer: the colour and the words of its pill, and what to do. */
const STATES = {
  waiting: ["madya", WORDS.waiting, ""],
  saved: ["pratama", WORDS.saved, ""],
  stale: ["belum", WORDS.not_replaced, WORDS.stale],
  closed: ["belum", WORDS.not_counted, WORDS.closed],
  unreadable: ["belum", WORDS.not_saved, WORDS.unreadable],
  refused: ["belum", WORDS.not_saved, WORDS.refused],
};

function dismissForm(row) {
  const field = `<input type="hidden" name="path" value="${escapeHtml(row.path)}">`;
  return `<form method="post" action="${NO_SIGNAL}">${field}<button class="btn quiet">${WORDS.dismiss}</button></form>`;
}

/* Marks one answer in the page of all questions: her choice, how it stands, and above it what to do. */
function markAnswer(html, row) {
  const [kind, words, todo] = STATES[row.state];
  const marked = inForm(html, row.path, (form) =>
    tick(form, row.answers).replace(/<span class="pill [^"]*">[^<]*<\/span>/, pill(kind, words)));
  if (!todo) return marked;
  const saved = row.state === "stale" ? ` ${link(row.path, WORDS.see_saved)}` : "";
  const told = `<div class="note"><p>${todo}${saved}</p>${dismissForm(row)}</div>\n`;
  return inForm(marked, row.path, (form) => told + form);
}

/* One line of the list of answers that the server has not taken. */
function answerLine(row) {
  const [kind, words, todo] = STATES[row.state];
  const where = link(...(row.state === "closed" ? [resultOf(row.path), WORDS.result] : [`${wholeOf(row.path)}#${anchorOf(row.path)}`, WORDS.open]));
  return `<div class="card"><p><b>${row.title}</b> ${pill(kind, words)}</p><p>${todo} ${where}</p>${todo && dismissForm(row)}</div>`;
}

const listLinks = (heading, rows) =>
  rows.length ? `<h2>${heading}</h2><ul>${rows.map((row) => `<li>${link(row.path, row.title)}</li>`).join("")}</ul>` : "";
