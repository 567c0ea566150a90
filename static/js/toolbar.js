/* Puts a piece of Markdown where the writer's cursor is. Without this script, and before there is a cursor, the same
   buttons ask the server to put it where the form says. */
(function (document) {
  var text = document.getElementById('source');
  var touched = false;
  if (!text || text.selectionStart === undefined) { return; }
  function put(event) {
    var button = event.target;
    var piece = button.getAttribute('data-snippet');
    var at, before, after;
    if (!piece || !touched) { return; }
    event.preventDefault();
    at = text.selectionEnd;
    before = text.value.slice(0, at).replace(/\s+$/, '');
    after = text.value.slice(at).replace(/^\s+/, '');
    before = before ? before + '\n\n' : '';
    text.value = before + piece + '\n' + (after ? '\n' + after : '');
    text.focus();
    text.setSelectionRange(before.length, before.length + piece.length);
  }
  text.addEventListener('focus', function () { touched = true; });
  document.addEventListener('click', put);
})(document);
