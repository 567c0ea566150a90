/* Loads htmx (data-htmx of this script's tag, whose id is "gate") where it works and is not unwelcome: old
   engines and people who save data keep plain links and forms. Only after load: earlier htmx never starts. */
(function (window, document) {
  var saving = navigator.connection && navigator.connection.saveData;
  var able = window.Proxy && window.Promise && window.FormData && window.URL && window.DOMParser &&
    document.documentElement.closest && window.history.pushState;
  if (saving || !able) { return; }
  window.addEventListener('load', function () {
    var script = document.createElement('script');
    script.src = document.getElementById('gate').getAttribute('data-htmx');
    document.body.appendChild(script);
  });
})(window, document);
