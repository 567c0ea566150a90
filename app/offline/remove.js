/* Served instead of the helper when it is switched off (OFFLINE=0): removes what was kept, and itself. Answers that wait on
   a phone stay in its IndexedDB, and are sent when the helper is switched on again. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const forget = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.registration.unregister()));
});
