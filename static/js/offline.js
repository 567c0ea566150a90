/* Registers the offline helper where the browser has such a thing, and tells it which page is open: on each load, and
   when the signal is back. A page that shows waiting answers is read again once they have arrived, unless she types. */
(function (window, document) {
  if (!('serviceWorker' in navigator)) { return; }
  var helper = navigator.serviceWorker, typed = false;
  function tell() {
    helper.ready.then(function (registration) {
      var link = document.querySelector('link[rel=canonical]');
      registration.active.postMessage({ path: location.pathname, address: link && link.getAttribute('href') });
    });
  }
  document.addEventListener('input', function () { typed = true; });
  helper.addEventListener('message', function () {
    if (!typed && document.getElementById('menunggu')) { location.reload(); }
  });
  window.addEventListener('online', tell);
  window.addEventListener('load', function () { helper.register('/sw.js').then(tell, Boolean); });
})(window, document);
