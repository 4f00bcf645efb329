"""Looks at a page in Chromium, over the DevTools protocol on a pair of pipes, for tests.

usage: browser.py corpus|page FILE

Prints every complaint and exits with 1 when there is any. 'page' looks at any page of ours: no error, no request, nothing
without a name, landmarks, and a contrast of at least 4.5 to 1 in light and in dark (3 to 1 for large text, WCAG 2.2, 1.4.3).
'corpus' also uses the page of the seeds as a person does.
"""

import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 60

CONTRAST = r"""(() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => { const n = text.match(/[\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
  const over = (top, below) => top.slice(0, 3).map((value, i) => value * top[3] + below[i] * (1 - top[3]));
  const backdrop = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(parse(getComputedStyle(one).backgroundColor));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches && getComputedStyle(document.documentElement).colorScheme.includes("dark");
    return layers.reverse().reduce((below, layer) => over(layer, below), dark ? [18, 18, 18] : [255, 255, 255]);
  };
  const bad = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg, script, style, noscript") || element.matches(".skip")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const style = getComputedStyle(element);
    if (!own || style.visibility === "hidden" || !element.getClientRects().length) continue;
    const below = backdrop(element);
    const [high, low] = [luminance(over(parse(style.color), below)), luminance(below)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    if (ratio < (isLarge ? 3 : 4.5)) bad.push(`${element.tagName} '${element.textContent.trim().slice(0, 30)}' ${ratio.toFixed(2)}`);
  }
  return bad.slice(0, 10);
})()"""


class Browser:
    def __init__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if program is None:
            sys.exit("browser.py: no chromium in PATH")
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        commands, self.output = os.pipe()
        self.input, answers = os.pipe()

        def connect():
            # Where the pipes are already may be where they must be, so they first get out of the way.
            ours = [os.dup(commands), os.dup(answers)]
            high = [os.dup2(descriptor, number) for descriptor, number in zip(ours, (103, 104))]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [
                program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-extensions", "--disable-background-networking", "--remote-debugging-pipe",
                "--user-data-dir=" + self.folder.name, "about:blank",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=connect, pass_fds=(3, 4), start_new_session=True,
            env={**os.environ, "HOME": self.folder.name, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        )
        os.close(commands)
        os.close(answers)
        self.pending, self.last, self.session, self.events = b"", 0, None, []
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(one for one in targets if one["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]

    def call(self, method, **params):
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.last:
                if "error" in answer:
                    sys.exit(f"browser.py: {method}: {answer['error']}")
                return answer["result"]

    def read(self):
        until = time.monotonic() + PATIENCE
        while b"\0" not in self.pending:
            if not select.select([self.input], [], [], max(0, until - time.monotonic()))[0]:
                sys.exit("browser.py: the browser does not answer")
            data = os.read(self.input, 1 << 20)
            if not data:
                sys.exit("browser.py: the browser has gone")
            self.pending += data
        line, self.pending = self.pending.split(b"\0", 1)
        message = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def open(self, url):
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.call(domain + ".enable")
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.read()

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            sys.exit(f"browser.py: {expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key, code=None, text=None):
        numbers = {"Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, "Tab": 9, "/": 191}
        keys = {"key": key, "code": code or key, "windowsVirtualKeyCode": numbers[key]}
        self.call("Input.dispatchKeyEvent", type="keyDown", **keys, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **keys)

    def close(self):
        self.process.kill()
        self.process.wait()


def look(browser, url, complain):
    """What holds for every page of ours."""
    for event in browser.events:
        params = event.get("params", {})
        if event["method"] == "Runtime.exceptionThrown":
            complain("exception: " + params["exceptionDetails"].get("text", ""))
        if event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            complain("log: " + params["entry"]["text"])
        if event["method"] == "Network.requestWillBeSent":
            asked = params["request"]["url"]
            if asked != url and not asked.startswith(("data:", url + "#")):
                complain("loads " + asked[:200])
    nodes = [node for node in browser.call("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    roles = [node["role"]["value"] for node in nodes]
    for role in ("main", "heading"):
        if role not in roles:
            complain(f"no {role} in the accessibility tree")
    named = ("link", "button", "searchbox", "textbox", "slider", "image", "combobox", "navigation", "img", "radio", "checkbox")
    for node in nodes:
        if node["role"]["value"] in named and not node.get("name", {}).get("value", "").strip():
            complain(f"a {node['role']['value']} has no name")
    levels = [
        property["value"]["value"] for node in nodes if node["role"]["value"] == "heading"
        for property in node.get("properties", []) if property["name"] == "level"
    ]
    if levels.count(1) != 1:
        complain(f"{levels.count(1)} headings of the first level")
    if not browser.value("document.documentElement.lang"):
        complain("the page says no language")
    if not browser.value("document.title"):
        complain("the page has no title")
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for bad in browser.value(CONTRAST):
            complain(f"contrast in {scheme}: {bad}")
    return roles


def use(browser, roles, complain):
    """The page of the seeds, as a person uses it with the keyboard."""

    def expect(what, expression, wanted):
        found = browser.value(expression)
        if found != wanted:
            complain(f"{what}: {found!r}, not {wanted!r}")

    for role in ("banner", "navigation", "search", "status", "contentinfo", "table", "image", "article"):
        if role not in roles:
            complain(f"no {role} in the accessibility tree")
    status = "document.getElementById('status').textContent"
    active = "document.activeElement.id || document.activeElement.tagName"
    browser.press("/", "Slash", "/")
    expect("/ goes to the search", active, "query")
    browser.call("Input.insertText", text="COASTLINE")
    expect("what is found", status, "1 passage")
    expect("the word is shown", "document.querySelector('#found-list mark').textContent", "coastline")
    expect("and highlighted in the text", "[...CSS.highlights.get('found')].map(String).join()", "coastline")
    browser.press("ArrowDown")
    expect("down goes to the hit", active, "A")
    browser.press("ArrowUp")
    expect("up goes back", active, "query")
    browser.press("Enter", text="\r")
    target = browser.value("location.hash.slice(1)")
    expect("Enter goes to the passage", active, target)
    expect("which has the word", f"document.getElementById({target!r}).textContent.includes('coastline')", True)
    browser.press("/", "Slash", "/")
    browser.call("Input.insertText", text='"littoral states" lake')
    expect("a phrase and a word that is not there", status, "0 passages")
    browser.press("Escape")
    expect("Escape takes everything away", "document.getElementById('found').hidden && !CSS.highlights.has('found')", True)
    browser.call("Input.insertText", text="litt")
    expect("a word that is still written", status, "3 passages")
    browser.value("document.getElementById('query').value = ''")
    expect("sentences of the summary are marked", "document.querySelectorAll('article mark').length", 3)
    links = "[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.querySelector(a.hash)).length"
    expect("no link leads nowhere", links, 0)
    expect("maps are drawn", "[...document.images].every((image) => image.complete && image.naturalWidth > 100)", True)
    expect("there is a map a formula", "document.images.length", 9)


def main():
    kind, file = sys.argv[1:3]
    url = pathlib.Path(file).resolve().as_uri()
    complaints = []
    browser = Browser()
    try:
        browser.open(url)
        roles = look(browser, url, complaints.append)
        if kind == "corpus":
            use(browser, roles, complaints.append)
            look(browser, url, complaints.append)
    finally:
        browser.close()
    if complaints:
        sys.exit("\n".join(dict.fromkeys(complaints)))


main()
