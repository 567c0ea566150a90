/* What the helper does with each request: always the network first, then what is kept. */

self.addEventListener("install", (event) => {
  event.waitUntil(keepPublic(NO_SIGNAL).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

/* A page was opened, or the signal is back: `path` is where it is, `address` its public one, if it has such. */
self.addEventListener("message", (event) => {
  event.waitUntil(serve(event.data));
});

self.addEventListener("sync", (event) => {
  event.waitUntil(sendOrTryAgain());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST") {
    const act = ANSWER.test(pathname) ? postAnswer : POSTS[pathname] || (SEND.test(pathname) ? postAll : null);
    if (act) event.respondWith(act(request, pathname));
  } else if (request.mode === "navigate") {
    event.respondWith(openPage(event, pathname));
  } else if (FILE.test(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, ANY).then((kept) => kept || Response.error())));
  }
});

/* A browser that syncs in the background tries again later when this fails. */
async function sendOrTryAgain() {
  await sendAnswers();
  if ((await listRows("answers")).some((row) => row.state === "waiting")) throw new Error("still waiting");
}

async function takeOver() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
}

async function serve({ path, address }) {
  await sendAnswers();
  if (WHOLE.test(path) && !(await textOf(path))) await refreshQuiz(path);
  if (address) await keepModule(address);
}

/* The answer of the network; throws where there is none, also when only a proxy answers for a server that is away. */
async function live(arriving) {
  const response = await arriving;
  if (response.status === 502 || response.status === 504) throw new Error("no server");
  return response;
}

async function openPage(event, path) {
  const early = Promise.resolve(event.preloadResponse);
  early.catch(() => {});
  let response;
  try {
    const sent = path.startsWith("/kuis/") && (await sendAnswers()); // before she reads what stands, or sends all
    response = await live(sent ? fetch(event.request) : early.then((page) => page || fetch(event.request)));
  } catch (lost) {
    return openKept(event.request.url, path);
  }
  if (RESULT.test(path) && response.ok) await forgetQuiz(wholeOf(path)).catch(() => {});
  if (!isPage(response)) return response;
  return showLive(event, path, response.clone()).catch(() => response); // where nothing can be kept, as without a helper
}

const isPage = ({ ok, headers }) =>
  ok && (headers.get("Content-Type") || "").startsWith("text/html") && !headers.get("Content-Disposition");

/* A page from the server, with what this phone knows besides. */
async function showLive(event, path, response) {
  if (path === NO_SIGNAL) return withText(response, await fillNoSignal(await response.text()));
  const rows = await listRows("answers"), isWhole = WHOLE.test(path);
  const module = (await listRows("modules")).find((row) => isOf(path, row.path));
  if (!isWhole && !module && !rows.length) return response;
  let html = await response.text();
  if (isWhole) {
    event.waitUntil(keepQuiz(path, response, html));
    html = putLast(await markAnswers(html, path), `<p class="small muted">${WORDS.may_answer}</p>`);
  }
  if (module) html = putLast(html, `<p class="small muted">${WORDS.is_kept} ${link(NO_SIGNAL, WORDS.all_kept)}</p>`);
  return withText(response, rows.length ? putFirst(html, waitingNote(rows.length)) : html);
}

const waitingNote = (count) =>
  `<div class="note" id="menunggu" role="status">${WORDS.count.replace("{n}", count)} ${link(NO_SIGNAL, WORDS.see)}</div>`;

/* What is kept at an address, else the page that says what is kept. */
async function openKept(url, path) {
  const cache = await caches.open(KEPT), isWhole = WHOLE.test(path);
  const kept = isWhole || MODULE.test(path) || LESSON.test(path)
    ? (await cache.match(url, ANY)) || (await cache.match(url, { ignoreVary: true, ignoreSearch: true })) : null;
  if (!kept) {
    const page = await cache.match(NO_SIGNAL, ANY);
    return withText(page, await fillNoSignal(await page.text()));
  }
  const html = await kept.text();
  if (isWhole) return withText(kept, putFirst(await markAnswers(html, path), `<div class="note" id="menunggu" role="status">${WORDS.whole_kept}</div>`));
  const day = new Date(kept.headers.get("Kept-At")).toLocaleDateString("id-ID", { day: "numeric", month: "long" });
  return withText(kept, putFirst(html, note(WORDS.kept.replace("{day}", day))));
}

/* Fills the page without signal with what this phone has. */
async function fillNoSignal(html) {
  const rows = await listRows("answers"), quizzes = await listQuizzes(), modules = await listModules();
  const answers = rows.length ? `<h2 id="menunggu">${WORDS.answers}</h2>${rows.map(answerLine).join("")}` : "";
  const lists = listLinks(WORDS.quizzes, quizzes) + listLinks(WORDS.modules, modules);
  return html.replace('<div id="simpanan"></div>', () => answers + lists || `<p>${WORDS.nothing}</p>`);
}

/* Keeps an answer before it is sent, so that nothing can happen to it on the way; lets go when the server has spoken. */
async function postAnswer(request, path) {
  const row = answerRow(path, await request.clone().text());
  const isKept = row && (await putRow("answers", row).then(() => true, () => false));
  let response;
  try {
    response = await live(fetch(request));
  } catch (lost) {
    return row && !isKept ? Response.error() : waitForSignal(row, path);
  }
  if (isKept && response.status < 500) await replaceAnswer(row, null); // a redirect has the status 0
  return response;
}

/* Leads back to the question, which now says that its answer waits. */
async function waitForSignal(row, path) {
  if (row) await nameAnswer(row);
  if (self.registration.sync) await self.registration.sync.register("answers").catch(() => {});
  const whole = wholeOf(path);
  return Response.redirect((await textOf(whole)) ? `${whole}#${anchorOf(path)}` : NO_SIGNAL, 303);
}

/* Sends what waits before she sends the whole quiz, which would close it. */
async function postAll(request, path) {
  await sendAnswers();
  return live(fetch(request)).catch(() => openKept(request.url, path));
}

/* Forgets the open quizzes when somebody signs in or out, for the phone may change hands; what waits for signal stays. */
async function changePerson(request, path) {
  const response = await live(fetch(request)).catch(() => openKept(request.url, path));
  if (response.type === "opaqueredirect") for (const quiz of await listQuizzes()) await forgetQuiz(quiz.path);
  return response;
}

/* Lets go of an answer that the server will not take, because she says so. */
async function dismiss(request) {
  const row = await getRow("answers", new URLSearchParams(await request.text()).get("path"));
  if (row && row.state !== "waiting") await deleteRow("answers", row.path);
  return Response.redirect(request.referrer || NO_SIGNAL, 303);
}

const POSTS = { "/masuk": changePerson, "/keluar": changePerson, [NO_SIGNAL]: dismiss };
