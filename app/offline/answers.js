/* Answers given without signal: kept as they were sent, one for each question, until the server says what became of it. */

const DELIVERED = ["saved", "already", "stands"]; // in the header Answer-Outcome
const UNSETTLED = ["waiting", "refused"]; // states of a row that are tried again
let sending = null;

/* The row of a posted form; none when nothing was chosen. */
function answerRow(path, body) {
  const answers = new URLSearchParams(body).getAll("answer").filter(Boolean);
  return answers.length ? { path, body, answers, state: "waiting", stamp: `${Date.now()} ${Math.random()}`, title: "" } : null;
}

/* Says in a row which question it answers: the kept page may be gone when that is shown. */
async function nameAnswer(row) {
  const html = (await textOf(wholeOf(row.path))) || "";
  let number = "";
  inForm(html, row.path, (form) => { number = (/<h2>([^<]*)/.exec(form) || ["", ""])[1].trim(); return form; });
  row.title = [headingOf(html) || WORDS.quiz, number].filter(Boolean).join(" · ");
  await replaceAnswer(row, row);
}

/* Sends what waits, one run at a time; resolves with whether anything has changed. */
function sendAnswers() {
  if (!sending) {
    sending = sendAll().catch(() => false); // where nothing can be kept, nothing waits
    sending.then(() => { sending = null; });
  }
  return sending;
}

async function sendAll() {
  const rows = (await listRows("answers")).filter((row) => UNSETTLED.includes(row.state));
  const changed = [];
  for (const row of rows.sort((one, other) => one.stamp.localeCompare(other.stamp))) {
    const state = await sendAnswer(row);
    if (state === "waiting") break; // still no signal, or the server cannot now
    if (state !== row.state) changed.push(Object.assign({}, row, { state }));
  }
  for (const row of changed) await settle(row);
  for (const path of new Set(changed.map((row) => wholeOf(row.path)))) await refreshQuiz(path).catch(() => {});
  if (changed.length) await tellPages();
  return changed.length > 0;
}

/* Posts one answer, on the authority of its token alone, and returns its new state. */
async function sendAnswer(row) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", Prefer: "return=minimal" };
  let response;
  try {
    response = await fetch(row.path, { method: "POST", body: row.body, credentials: "omit", redirect: "manual", headers });
  } catch (lost) {
    return "waiting";
  }
  const outcome = response.headers.get("Answer-Outcome");
  if (DELIVERED.includes(outcome)) return "saved";
  if (outcome in STATES) return outcome;
  return response.status >= 400 && response.status < 500 && response.status !== 429 ? "refused" : "waiting";
}

/* Lets go of a row that was delivered, once the kept page says so; keeps any other with what became of it. */
async function settle(row) {
  const path = wholeOf(row.path), cache = await caches.open(KEPT), kept = await cache.match(path, ANY);
  if (row.state !== "saved") {
    await replaceAnswer(row, row);
  } else {
    if (kept) await cache.put(path, withText(kept, markAnswer(await kept.text(), row)));
    await replaceAnswer(row, null);
  }
}

async function tellPages() {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage("changed");
}

/* Marks in the page of all questions what of it waits on this phone. */
async function markAnswers(html, path) {
  const rows = (await listRows("answers")).filter((row) => wholeOf(row.path) === path);
  return rows.reduce(markAnswer, html);
}
