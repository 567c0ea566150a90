"""Seconds to the first paint of a lesson on a cheap phone far away, beside what physics allows."""

from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.place import Place
from bench.screenshots import CHROMIUM, PHONE, QUIET
from bench.server import Server

BITS_PER_SECOND, LATENCY, SLOWER = (
    400_000,
    0.4,
    6,
)  # Slow 3G, in bits and seconds; how many times the processor is slower
ROUND_TRIPS = 2  # the page, then its sheet
ROUNDS = 5
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
SECONDS = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"


def seconds_to_first_paint(place: Place, url: str) -> tuple[float, float, int]:
    """Return the median seconds to a visitor's first paint of `url` with nothing cached, the least, and the bytes.

    The least are two round trips and the bytes of the page and its sheet, with their headers.
    """
    with Server(place.environment) as server, sync_playwright() as playwright:
        server.start()
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        rounds = [_first_paint(chromium, f"http://127.0.0.1:{server.port}{url}") for _round in range(ROUNDS)]
        chromium.close()
    size = rounds[0][1]
    return (
        median(seconds for seconds, _size in rounds),
        ROUND_TRIPS * LATENCY + 8 * size / BITS_PER_SECOND,
        size,
    )


def _first_paint(chromium: Browser, url: str) -> tuple[float, int]:
    context = chromium.new_context(viewport={"width": PHONE, "height": 640})
    page, needed, sizes = context.new_page(), set[str](), dict[str, int]()
    devtools = context.new_cdp_session(page)

    def note(event: dict[str, Any]) -> None:
        if event["type"] in ("Document", "Stylesheet"):
            needed.add(event["requestId"])

    devtools.on("Network.responseReceived", note)
    devtools.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    devtools.send("Network.enable")
    speed = BITS_PER_SECOND / 8
    conditions = {"offline": False, "latency": 1000 * LATENCY}
    conditions |= {"downloadThroughput": speed, "uploadThroughput": speed}
    devtools.send("Network.emulateNetworkConditions", conditions)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url)
    page.wait_for_function(PAINTED)
    seconds = float(page.evaluate(SECONDS))
    context.close()
    return seconds, sum(sizes[request] for request in needed)
