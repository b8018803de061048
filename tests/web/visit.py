"""A visitor at the page, in a real browser.

    visit.py WORK PROGRAM CONFIG AXE PICTURES

Searches, pages, filters, reads the timeline, takes completions, with and
without JavaScript; asks axe-core (the file AXE; "-": it is not here) about
each kind of page; leaves screenshots in the folder PICTURES. Prints TAP.
"""
import pathlib
import sys
import traceback

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import browser
import servers

# Pages that are looked at: a name, and what is asked.
PAGES = {"welcome": "", "found": "q=Khazraji+coup",
         "spelled": "q=Zarkawi", "arabic": "q=%D8%A7%D9%84%D8%B9%D8%B1%D8%A7%D9%82",
         "many": "q=the&page=2", "kept": "q=the&author=Hanan+Qasimi&from=2004",
         "nothing": "q=xyzzyplugh", "typo": "q=Khazrajji+parliamant",
         "trouble": "q=%zz", "hostile": "q=evilword"}
WIDTHS = (360, 1280)


class Visit:
    def __init__(self, driver, server, axe, pictures):
        self.driver, self.server = driver, server
        self.axe, self.pictures = axe, pathlib.Path(pictures)

    def go(self, query=""):
        self.driver.get(self.server.url + ("?" + query if query else ""))

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        self.driver.implicitly_wait(0)
        found = self.driver.find_elements(By.CSS_SELECTOR, css)
        self.driver.implicitly_wait(browser.PATIENCE)
        return found

    def wait(self, condition):
        WebDriverWait(self.driver, browser.PATIENCE).until(lambda _: condition())

    def type(self, text):
        field = self.find("#q")
        field.clear()
        field.send_keys(text)

    def titles(self):
        return [e.text for e in self.all(".nisba-result h3")]

    def total(self):
        return int(self.find("h1").text.split()[0])

    def click(self, css, text):
        for e in self.all(css):
            if e.text == text:
                e.click()
                return
        raise AssertionError(f"no {text!r} in {css}")


def searches(v):
    v.go()
    assert "posts can be found" in v.find("main").text
    v.type("Khazraji coup")
    v.find("#q").send_keys(Keys.ENTER)
    v.wait(lambda: "q=Khazraji" in v.driver.current_url)
    assert v.driver.title.startswith("Khazraji coup")
    assert "al-Khazraji" in [e.text for e in v.all("mark")]
    assert v.find("#q").get_attribute("value") == "Khazraji coup"


def spellings_lead_to_only_themselves(v):
    v.go("q=Khazraji")
    link = next(e for e in v.all(".nisba-also a") if e.text == "Khazrachi")
    count = int(link.find_element(By.XPATH, "following-sibling::span").text)
    link.click()
    assert v.total() == count
    marked = {e.text for e in v.all("mark")}
    assert "Khazrachi" in marked and "Khasraji" not in marked, marked
    assert all(text.endswith("Khazrachi") for text in marked), marked


def pages(v):
    v.go("q=the")
    first = v.titles()
    v.find("a[rel=next]").click()
    second = v.titles()
    assert len(first) == 10 and not set(first) & set(second)
    assert v.find(".nisba-pages [aria-current]").text == "Page 2"
    v.find("a[rel=prev]").click()
    assert v.titles() == first


def sorts(v):
    v.go("q=the")
    v.find("#sort").click()
    v.find("#sort option[value=newest]").click()
    v.find("form button").click()
    v.wait(lambda: "sort=newest" in v.driver.current_url)
    found = [e.find_elements(By.CSS_SELECTOR, "time")[0].get_attribute(
        "datetime") for e in v.all(".nisba-facts")]
    assert len(found) == 10 and found == sorted(found, reverse=True), found
    assert v.find("#sort").get_attribute("value") == "newest"


def filters(v):
    v.go("q=the")
    before = v.total()
    v.click("aside li a", "Hanan Qasimi")
    narrowed = v.total()
    assert 0 < narrowed < before
    assert "Hanan Qasimi" in v.find(".nisba-kept").text
    # The form keeps what its fields do not show.
    v.type("Iraq")
    v.find("form button").click()
    v.wait(lambda: "q=Iraq" in v.driver.current_url)
    assert "Hanan Qasimi" in v.find(".nisba-kept").text
    v.click(".nisba-kept a", "any author")
    assert not v.all(".nisba-kept")


def dates(v):
    v.go("q=the")
    v.find("#from").send_keys("June 2006")
    v.find("#to").send_keys("2006")
    v.find("form button").click()
    v.wait(lambda: "from=June" in v.driver.current_url)
    found = [e.get_attribute("datetime") for e in v.all(".nisba-result time")]
    assert found and all(d.startswith("2006") for d in found), found


def timeline(v):
    v.go("q=the")
    picture = v.find("svg[role=img]")
    words = v.find("#" + picture.get_attribute("aria-labelledby")).text
    assert words.startswith("Posts from 200"), words
    bars = v.all("svg rect")
    assert len(bars) > 10 and picture.size["height"] > 20
    heights = [bar.size["height"] for bar in bars]
    assert max(heights) > min(heights) > 0


def suggestion_is_a_link(v):
    v.go("q=Zarqawwi+parliamant")
    links = v.all(".nisba-suggestion a")
    if links:
        links[0].click()
        assert v.titles()


def keyboard(v):
    """From the address bar to the first title, in an order that makes sense."""
    v.go("q=the")
    seen = []
    for _ in range(8):
        v.driver.switch_to.active_element.send_keys(Keys.TAB)
        e = v.driver.switch_to.active_element
        seen.append(e.get_attribute("name") or e.tag_name)
    assert seen[:6] == ["a", "q", "button", "sort", "from", "to"], seen


def right_to_left(v):
    v.go("q=" + PAGES["arabic"][2:])
    snippet = v.find(".nisba-snippet")
    assert v.driver.execute_script(
        "return getComputedStyle(arguments[0]).direction", snippet) == "rtl"


def completions(v):
    v.go()
    v.type("khaz")
    v.wait(lambda: v.driver.execute_script(
        "return document.querySelectorAll('#offers option').length") > 0)
    values = [e.get_attribute("value") for e in v.all("#offers option")]
    assert any(value.startswith("Khazr") for value in values), values


def the_policy_holds(v):
    """What somebody smuggled in would not run; ours raises no complaint."""
    v.driver.get_log("browser")
    for query in PAGES.values():
        if query != PAGES["trouble"]:
            v.go(query)
    assert not browser.complaints(v.driver)
    v.driver.execute_script(
        "var s = document.createElement('script'); s.textContent = 'window.x"
        " = 1'; document.body.append(s); document.body.setAttribute('onclick',"
        "'window.x = 1'); document.body.click()")
    assert v.driver.execute_script("return window.x") is None


def hostile_posts_show_as_text(v):
    v.go("q=evilword")
    assert "<script>" in v.find("main").text
    assert len(v.all("main script, main img, main iframe, main form")) == 0
    for e in v.all("main a"):
        assert e.get_attribute("href").startswith("http"), e.text


def nothing_is_wider_than_the_screen(v):
    for width in WIDTHS + (320,):
        browser.look(v.driver, width)
        for name, query in PAGES.items():
            v.go(query)
            assert browser.width_of(v.driver) <= width, (name, width)
    browser.look(v.driver, 1280)


def large_letters(v):
    """Twice the size of letters on a narrow screen: all is still there."""
    browser.look(v.driver, 320)
    v.go("q=the")
    v.driver.execute_script("document.documentElement.style.fontSize='200%'")
    assert browser.width_of(v.driver) <= 320
    browser.look(v.driver, 1280)


def pictures(v):
    for width in WIDTHS:
        for dark in (False, True):
            browser.look(v.driver, width, dark=dark)
            for name, query in PAGES.items():
                v.go(query)
                browser.shoot(v.driver, v.pictures / "{}-{}-{}.png".format(
                    name, width, "dark" if dark else "light"))
    browser.look(v.driver, 1280)


def axe_finds_nothing(v):
    if v.axe == "-":
        return "no axe-core"
    for width in WIDTHS:
        for dark in (False, True):
            browser.look(v.driver, width, dark=dark)
            for name, query in PAGES.items():
                v.go(query)
                found = browser.violations(v.driver, v.axe)
                assert not found, (name, width, dark, found)
    # And it would find something.
    v.driver.execute_script(
        "document.querySelector('label').remove();"
        "document.documentElement.removeAttribute('lang')")
    found = {f["id"] for f in browser.violations(v.driver, v.axe)}
    assert {"label", "html-has-lang"} <= found, found
    browser.look(v.driver, 1280)
    return ""


def no_script_runs(v):
    v.go()
    assert not v.driver.execute_script("return 0") is None
    v.type("khaz")
    assert not v.all("#offers option")


WITH = [searches, spellings_lead_to_only_themselves, pages, sorts, filters,
        dates, timeline, suggestion_is_a_link, keyboard, right_to_left,
        completions, the_policy_holds, hostile_posts_show_as_text,
        nothing_is_wider_than_the_screen, large_letters, pictures,
        axe_finds_nothing]
WITHOUT = [no_script_runs, searches, spellings_lead_to_only_themselves, pages,
           sorts, filters, dates, timeline, keyboard]


def run(visit, steps, said, number):
    failed = 0
    for number, step in enumerate(steps, number):
        name = step.__name__.replace("_", " ") + said
        try:
            skipped = step(visit)
            print(f"ok {number} - {name}" +
                  (f" # SKIP {skipped}" if skipped else ""), flush=True)
        except Exception:   # any failure of a page is a failed step
            failed += 1
            print(f"not ok {number} - {name}")
            print("".join(f"# {line}\n" for line in
                          traceback.format_exc().splitlines()), flush=True)
    return failed


def main():
    work, program, config, axe, folder = sys.argv[1:]
    server_name = "lighttpd-fastcgi"
    with servers.start(server_name, work, program, config) as server:
        with browser.start() as driver:
            failed = run(Visit(driver, server, axe, folder), WITH, "", 1)
        with browser.start(script=False) as driver:
            failed += run(Visit(driver, server, axe, folder), WITHOUT,
                          ", without JavaScript", len(WITH) + 1)
    print(f"1..{len(WITH) + len(WITHOUT)}")
    sys.exit(failed != 0)


main()
