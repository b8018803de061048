"""Headless Chromium, driven by chromedriver; what a visitor does and sees."""
import contextlib
import json
import os
import pathlib
import shutil
import sys

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
except ImportError:
    webdriver = None

PATIENCE = 10   # seconds that anything on a page may take
AXE = ("try { axe.run().then(r => arguments[0](JSON.stringify(r.violations.map("
       "v => ({id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 200))}))))) }"
       " catch (e) { arguments[0](JSON.stringify([String(e)])) }")


def missing():
    lacking = [p for p in ("chromium", "chromedriver") if not shutil.which(p)]
    return lacking + ([] if webdriver else ["python3-selenium"])


@contextlib.contextmanager
def start(width=1280, height=900, dark=False, script=True):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--disable-gpu", "--hide-scrollbars",
                     "--no-first-run", "--disable-dev-shm-usage",
                     "--disable-background-networking"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    if not script:
        options.add_experimental_option("prefs", {
            "profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options,
                              service=Service(shutil.which("chromedriver")))
    try:
        driver.implicitly_wait(PATIENCE)
        driver.set_script_timeout(60)
        look(driver, width, height, dark)
        yield driver
    finally:
        driver.quit()


def look(driver, width, height=900, dark=False):
    """A screen of this width, by day or by night."""
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1,
        "mobile": width < 600})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})


def shoot(driver, path):
    """The whole page as a picture."""
    import base64
    height = driver.execute_cdp_cmd("Page.getLayoutMetrics", {})[
        "cssContentSize"]
    data = driver.execute_cdp_cmd("Page.captureScreenshot", {
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": height["width"],
                 "height": min(height["height"], 6000), "scale": 1}})["data"]
    pathlib.Path(path).write_bytes(base64.b64decode(data))


def width_of(driver):
    """Of what there is to see; more than the screen: it must be scrolled."""
    return driver.execute_cdp_cmd("Page.getLayoutMetrics", {})[
        "cssContentSize"]["width"]


def violations(driver, axe):
    """What axe-core finds wrong with the page, by its default rules."""
    driver.execute_cdp_cmd("Runtime.evaluate", {
        "expression": pathlib.Path(axe).read_text(encoding="utf-8")})
    return json.loads(driver.execute_async_script(AXE))


def complaints(driver):
    """Of the page's policy, of scripts, of files that are not there."""
    return [entry["message"] for entry in driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING")
            and "favicon" not in entry["message"]]
