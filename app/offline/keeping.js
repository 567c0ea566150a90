/* Keeping pages: public lessons as anybody sees them, the page of all questions, and the files of both. Never another. */

const KEPT = "jenjang-1"; // the name changes when what is kept has another form; the rows of store.js stay
const MODULES = 10, QUIZZES = 5; // the last ones opened
const FRESH = 60 * 60 * 1000; // milliseconds in which a kept module is not asked for again
const ANY = { ignoreVary: true };

const textOf = async (address, how = ANY) => {
  const found = await (await caches.open(KEPT)).match(address, how);
  return found && found.text();
};

/* A page made of `response` with other text; what a browser needs of its headers, its policy above all, stays. */
function withText(response, text) {
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text, { status: response.status, headers });
}

async function putPage(address, response, text) {
  const page = withText(response, text);
  page.headers.set("Kept-At", new Date().toISOString());
  await (await caches.open(KEPT)).put(address, page);
  for (const file of filesIn(text)) await keepFile(file);
}

async function keepFile(address) {
  const cache = await caches.open(KEPT);
  if (await cache.match(address, ANY)) return;
  const response = await fetch(address, { credentials: "omit" });
  if (response.ok) await cache.put(address, response);
}

/* Keeps a page as a visitor gets it and returns its text: never with a name. Unchanged it costs a 304. */
async function keepPublic(address) {
  const cache = await caches.open(KEPT), before = await cache.match(address, ANY);
  const headers = before ? { "If-None-Match": before.headers.get("ETag") } : {};
  const response = await fetch(address, { credentials: "omit", cache: "no-store", redirect: "error", priority: "low", headers });
  if (response.status === 304) return before.text();
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const text = await response.text();
  await putPage(address, response, text);
  return text;
}

/* Keeps the module of a lesson or of a module's page, with all its lessons; `address` is the public one. */
async function keepModule(address) {
  const { pathname, search } = new URL(address, self.location.origin);
  if (!MODULE.test(pathname) && !LESSON.test(pathname)) return;
  const modulePath = pathname.split("/").slice(0, 3).join("/"), path = modulePath + search;
  const before = await getRow("modules", path), at = Date.now();
  if (before && at - before.checkedAt < FRESH) {
    await putRow("modules", Object.assign(before, { openedAt: at }));
    return;
  }
  const html = await keepPublic(path), lessons = lessonsIn(html, modulePath);
  for (const lesson of lessons) await keepPublic(lesson);
  await keepPublic(NO_SIGNAL);
  await putRow("modules", { path, title: headingOf(html), lessons, openedAt: at, checkedAt: at });
  await tidy();
}

const listModules = async () => (await listRows("modules")).sort((one, other) => other.openedAt - one.openedAt);

/* Forgets the modules opened longest ago, and every page and file that nothing kept needs any more. */
async function tidy() {
  const cache = await caches.open(KEPT), requests = await cache.keys(); // what is put meanwhile stays
  const modules = await listModules(), quizzes = await listQuizzes();
  for (const row of modules.slice(MODULES)) await deleteRow("modules", row.path);
  const pages = [NO_SIGNAL, ...quizzes.slice(0, QUIZZES).map((quiz) => quiz.path)];
  for (const row of modules.slice(0, MODULES)) pages.push(row.path, ...row.lessons);
  const needed = new Set(pages);
  for (const page of pages) for (const file of filesIn((await textOf(page)) || "")) needed.add(file);
  for (const request of requests) {
    const { pathname, search } = new URL(request.url);
    if (!needed.has(pathname + search)) await cache.delete(request);
  }
}

async function keepQuiz(path, response, text) {
  await putPage(path, response, text);
  if ((await listQuizzes()).length > QUIZZES) await tidy();
}

/* Fetches the page of all questions anew where the session still allows it; forgets that of an attempt that has ended. */
async function refreshQuiz(path) {
  const response = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (response.redirected && response.url.endsWith(resultOf(path))) await forgetQuiz(path);
  else if (response.ok && !response.redirected) await keepQuiz(path, response, await response.text());
}

const forgetQuiz = async (path) => (await caches.open(KEPT)).delete(path, ANY);

/* The kept pages of all questions, the newest first: their address, title and moment. */
async function listQuizzes() {
  const cache = await caches.open(KEPT), found = [];
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (!WHOLE.test(path)) continue;
    const page = await cache.match(request, ANY);
    found.push({ path, title: headingOf(await page.text()), at: page.headers.get("Kept-At") });
  }
  return found.sort((one, other) => other.at.localeCompare(one.at));
}
