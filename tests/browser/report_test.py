"""A report in Debian's Chromium: offline, without complaint, on a phone and a desk, by keyboard, by the rules of accessibility (axe-core), on paper.

Run with the program, the source folder and a folder to work in; ends with 77 where a browser, Selenium or npm is missing. Pictures are left in that folder.
"""

import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    webdriver = None

PROGRAM, ROOT, WORK = (Path(word) for word in (sys.argv[1:4] if len(sys.argv) > 3 else (".", ".", ".")))
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SMALLEST = 9.0  # pixels of a letter in a chart


def missing() -> str:
    """What is not here."""
    tools = {
        "python3-selenium": webdriver,
        "chromium": Path(CHROMIUM).exists(),
        "chromium-driver": Path(DRIVER).exists(),
        "npm": shutil.which("npm"),
        "poppler-utils": shutil.which("pdftotext"),
    }
    return ", ".join(name for name, there in tools.items() if not there)


def axe() -> str:
    """The rules as script, installed as package-lock.json pins them."""
    there = WORK / "node_modules/axe-core/axe.min.js"
    if not there.exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "tests/browser" / name, WORK / name)
        done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=WORK, capture_output=True, text=True)
        if done.returncode != 0:  # as where there is no network
            raise unittest.SkipTest(f"axe-core could not be fetched: {done.stderr[-300:]}")
    return there.read_text(encoding="utf-8")


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        WORK.mkdir(parents=True, exist_ok=True)
        cls.profile = tempfile.mkdtemp()
        result = WORK / "result.h5"
        subprocess.run(
            [
                PROGRAM,
                "compare",
                ROOT / "scenarios/studies/parents-vs-youths.toml",
                "--youths",
                "8100",
                "--replicates",
                "10",
                "-o",
                result,
                "--overwrite",
            ],
            check=True,
            capture_output=True,
        )
        for language in ("en", "nl"):
            subprocess.run(
                [ROOT / "analysis/pijler-report", result, "-o", WORK / f"{language}.html", "--lang", language, "--overwrite"],
                check=True,
                capture_output=True,
            )
        options = Options()
        options.binary_location = CHROMIUM
        for word in (*QUIET, f"--user-data-dir={cls.profile}"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(DRIVER), options=options)
        cls.browser.execute_cdp_cmd("Network.enable", {})
        cls.browser.execute_cdp_cmd(
            "Network.emulateNetworkConditions", {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        )
        cls.rules = axe()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        shutil.rmtree(cls.profile, ignore_errors=True)

    def open(self, language: str = "en", width: int = 1280, scheme: str = "light") -> None:
        """The report afresh."""
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]},
        )
        self.browser.get((WORK / f"{language}.html").as_uri())

    def js(self, script: str, *given):
        """What a script returns."""
        return self.browser.execute_script(script, *given)

    def one(self, selector: str):
        """An element."""
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def test_opens_offline_without_complaint(self):
        for log in ("browser", "performance"):
            self.browser.get_log(log)
        for language in ("en", "nl"):
            self.open(language)
            self.assertEqual([entry["message"] for entry in self.browser.get_log("browser")], [])
            sent = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
            asked = {event["params"]["request"]["url"].split(":")[0] for event in sent if event["method"] == "Network.requestWillBeSent"}
            self.assertLessEqual(asked, {"file", "data"})
            self.assertIn("pijler", self.browser.title)

    def test_nothing_is_wider_than_the_screen_and_letters_can_be_read(self):
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                self.open("nl", width, scheme)
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)
                self.js("for (const fold of document.querySelectorAll('details')) fold.open = true")
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)
                smallest = self.js(
                    """return Math.min(...[...document.querySelectorAll('svg text')].filter((text) => text.getClientRects().length).map((text) => {
                    const svg = text.ownerSVGElement; return parseFloat(getComputedStyle(text).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width; }))"""
                )
                self.assertGreaterEqual(smallest, SMALLEST, f"{width} px")
                picture = self.browser.execute_cdp_cmd(
                    "Page.captureScreenshot",
                    {"format": "png", "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": width, "height": 4000, "scale": 1}},
                )
                (WORK / f"nl-{width}-{scheme}.png").write_bytes(base64.b64decode(picture["data"]))

    def test_light_and_dark(self):
        background = lambda: self.js("return getComputedStyle(document.body).backgroundColor")
        self.open(scheme="dark")
        dark = background()
        self.open(scheme="light")
        light = background()
        self.assertNotEqual(dark, light)
        self.one("button[data-does=theme]").click()
        self.assertEqual(background(), dark)
        self.one("button[data-does=theme]").click()
        self.assertEqual(background(), light)

    def test_one_programme_at_a_time_or_all(self):
        self.open()
        shown = lambda: self.js("return [...document.querySelectorAll('#who .panel')].filter((panel) => panel.offsetHeight).length")
        every = self.js("return document.querySelectorAll('#who .panel').length")
        self.assertEqual(shown(), 1)
        select = self.one("#who select")
        select.send_keys(Keys.END)
        self.assertEqual(shown(), every)
        select.send_keys(Keys.HOME, Keys.ARROW_DOWN)
        self.assertEqual(shown(), 1)
        self.assertEqual(
            self.one("#who .panel:not([hidden]) h4").text, self.js("return document.querySelector('#who select').selectedOptions[0].text")
        )

    def test_tables_sort_by_keyboard_and_filter(self):
        self.open("nl")
        column = lambda: self.js("return [...document.querySelectorAll('#table-arms tbody tr')].map((row) => Number(row.cells[1].dataset.key))")
        head = self.one("#table-arms th:nth-child(2)")
        head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        self.assertEqual(head.get_attribute("aria-sort"), "ascending")
        self.assertEqual(column(), sorted(column()))
        head.find_element(By.TAG_NAME, "button").send_keys(Keys.SPACE)
        self.assertEqual((head.get_attribute("aria-sort"), column()), ("descending", sorted(column(), reverse=True)))
        self.one("[data-does=unfold]").click()
        self.assertEqual(self.js("return [...document.querySelectorAll('main details')].filter((fold) => !fold.open).length"), 0)
        rows = lambda: self.js(
            "return [...document.querySelectorAll('#table-parameters tbody tr')].filter((row) => !row.hidden).map((row) => row.textContent)"
        )
        self.js("document.querySelector('#table-parameters').closest('details').querySelector('input').focus()")
        self.browser.switch_to.active_element.send_keys("transfer_alcohol")
        self.assertTrue(rows() and all("transfer_alcohol" in row for row in rows()))

    def test_the_first_stop_of_the_keyboard_skips_to_the_report(self):
        self.open()
        self.one("body").send_keys(Keys.TAB)
        self.assertEqual(self.browser.switch_to.active_element.get_attribute("class"), "skip")
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.assertEqual(self.js("return document.activeElement.id"), "report")

    def test_rules_of_accessibility(self):
        for language, width, scheme in (("en", 1280, "light"), ("nl", 1280, "dark"), ("nl", 390, "light"), ("en", 390, "dark")):
            self.open(language, width, scheme)
            self.js(
                "for (const fold of document.querySelectorAll('details')) fold.open = true; for (const panel of document.querySelectorAll('.panel')) panel.hidden = false"
            )
            self.js(self.rules)
            found = self.browser.execute_async_script("axe.run(document, {runOnly: arguments[0]}).then(arguments[1])", RULES)
            self.assertEqual(
                [(each["id"], each["nodes"][0]["html"][:120], each["nodes"][0]["failureSummary"]) for each in found["violations"]],
                [],
                f"{language} {width} {scheme}",
            )
            self.assertGreater(len(found["passes"]), 15)

    def test_paper(self):
        for language, after in (("en", "Who is helped"), ("nl", "Wie heeft er baat bij")):
            self.open(language, scheme="dark")
            printed = self.browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True})
            path = WORK / f"{language}.pdf"
            path.write_bytes(base64.b64decode(printed["data"]))
            self.assertRegex(path.read_bytes().decode("latin-1"), r"/StructTreeRoot[\s\S]*/Marked true|/Marked true[\s\S]*/StructTreeRoot")
            pages = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
            headline = self.one(".headline").text
            self.assertIn(headline.split()[0], pages[0])
            self.assertIn(self.one(".reading strong").text, pages[0])
            self.assertTrue(re.sub(r"\s+", " ", pages[1]).strip().startswith(after), "the answer takes more than one page")
            self.assertGreater(sum(len(page) for page in pages), 8000)
            self.assertIn({"en": "Who decides", "nl": "Wie beslist"}[language], "".join(pages))  # folded on the screen


if __name__ == "__main__":
    if lacking := missing():
        print(f"skipped, for want of {lacking}")
        raise SystemExit(77)
    unittest.main(argv=sys.argv[:1])
