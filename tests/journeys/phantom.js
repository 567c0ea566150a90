// PhantomJS, led over HTTP by phantom.py: one JSON order in, one JSON answer out. The JavaScript of 2014.
// Nothing is run inside the page but what finds and measures; taps and keys are those of a mouse and a keyboard.
var page = require('webpage').create();
var args = require('system').args;
var loading = false;

page.viewportSize = { width: 240, height: 320 };
page.onLoadStarted = function () { loading = true; };
page.onLoadFinished = function () { loading = false; };

function find(paths) {
  return page.evaluate(function (paths) {
    for (var i = 0; i < paths.length; i++) {
      var node = document.evaluate(paths[i], document, null, 9, null).singleNodeValue;
      if (node) {
        var box = node.getBoundingClientRect();
        return { x: box.left + Math.min(box.width / 2, 40), y: box.top + window.pageYOffset + box.height / 2 };
      }
    }
    return null;
  }, paths);
}

function tap(spot) {
  page.scrollPosition = { left: 0, top: Math.max(0, spot.y - 160) };
  page.sendEvent('click', spot.x, spot.y - page.scrollPosition.top);
}

function whenLoaded(then) {
  setTimeout(function wait() { if (loading) setTimeout(wait, 10); else then(); }, 60);
}

var orders = {
  open: function (order, answer) { page.open(order.url, answer); },
  find: function (order, answer) { answer(find(order.paths)); },
  tap: function (order, answer) {
    var spot = find(order.paths);
    if (!spot) return answer(null);
    tap(spot);
    whenLoaded(function () { answer(spot); });
  },
  type: function (order, answer) {
    var spot = find(order.paths);
    if (!spot) return answer(null);
    tap(spot);
    page.sendEvent('keypress', page.event.key.A, null, null, 0x04000000); // Ctrl+A: write over what stands there
    page.sendEvent('keypress', order.text);
    answer(spot);
  },
  read: function (order, answer) {
    answer(page.evaluate(function () {
      var pictures = document.querySelectorAll('svg, img'), tallest = 0;
      for (var i = 0; i < pictures.length; i++)
        tallest = Math.max(tallest, pictures[i].getBoundingClientRect().height);
      return {
        text: document.body.innerText,
        path: location.pathname,
        width: document.documentElement.scrollWidth,
        tallest: tallest,
      };
    }));
  },
  picture: function (order, answer) { answer(page.renderBase64('PNG')); },
  end: function (order, answer) { answer(true); phantom.exit(); }
};

require('webserver').create().listen('127.0.0.1:' + args[1], function (request, response) {
  var order = JSON.parse(request.post);
  orders[order.verb](order, function (result) {
    response.statusCode = 200;
    response.setHeader('Content-Type', 'application/json');
    response.write(JSON.stringify({ result: result === undefined ? null : result }));
    response.close();
  });
});
