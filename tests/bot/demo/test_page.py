"""The page in a real browser: by mouse, by keyboard, on a phone, and without any script."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from bot.demo.app import build
from flows.facts import Channel
from tests.bot.demo.browser import launched
from tests.bot.demo.made_up import BUSY, MadeUpStage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def stage() -> MadeUpStage:
    return MadeUpStage(BUSY)


@pytest.fixture
async def address(stage: MadeUpStage) -> AsyncIterator[str]:
    async with TestServer(build(stage)) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


async def opened(browser: Browser, address: str, size: dict[str, int] = WIDE) -> Page:
    page = await browser.new_page(viewport=size)  # type: ignore[arg-type]
    page.set_default_timeout(5000)
    await page.goto(address)
    return page


async def test_enter_sends_and_the_bubble_appears_without_a_new_page(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await opened(browser, address)
    await page.evaluate("window.same = true")
    box = page.get_by_label("Write as Ben", exact=True)
    await box.fill("ok")
    await box.press("Enter")
    await expect(page.locator("#thread-ben .said")).to_contain_text("ok")
    assert stage.asked == [("says", "ben", "ok", None)]
    assert await box.input_value() == ""
    assert await page.evaluate("window.same")
    await expect(box).to_be_focused()


async def test_a_chip_sends_by_the_chosen_channel_and_leaves_a_draft_alone(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await opened(browser, address)
    ana = page.locator("#phone-ana")
    await ana.get_by_label("Write as Ana").fill("half a sentence")
    await ana.get_by_label("Send by").select_option("telegram")
    await ana.get_by_role("button", name="OUT", exact=True).click()
    await expect(page.locator("#thread-ana .said").last).to_contain_text("OUT")
    assert stage.asked == [("says", "ana", "OUT", Channel.TELEGRAM)]
    assert await ana.get_by_label("Write as Ana").input_value() == "half a sentence"


async def test_what_happens_elsewhere_shows_by_itself_and_is_announced(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await opened(browser, address)
    await expect(page.get_by_role("log")).to_have_count(4)  # two are folded away
    stage.hears("eve", "Hello. This is a computer.")
    thread = page.get_by_role("log", name="Messages on Eve's phone")
    await expect(thread).to_contain_text("This is a computer")


async def test_everything_can_be_done_with_the_keyboard(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await opened(browser, address)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the phones")).to_be_focused()
    wanted = {"+1 hour", "IN", "Send", "1", "Let it ring", "I'm home"}
    seen: set[str] = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        seen.add(await page.evaluate("document.activeElement.innerText.split('\\n').pop().trim()"))
    assert wanted <= seen
    await page.get_by_role("button", name="+10 min").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("body")).not_to_have_attribute("aria-busy", "true")
    assert [what[0] for what in stage.asked] == ["moves"]


async def test_every_target_is_large_enough_and_has_a_name(browser: Browser, address: str) -> None:
    page = await opened(browser, address, NARROW)
    small = await page.evaluate(
        """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter((e) => e.checkVisibility() && !e.matches('.sr, .skip'))
        .filter((e) => Math.min(e.getBoundingClientRect().width, e.offsetHeight) < 24)
        .map((e) => e.outerHTML)"""
    )
    assert small == []
    for role in ("button", "textbox", "combobox", "link"):
        for one in await page.get_by_role(role).all():
            assert await one.evaluate("(e) => (e.innerText + (e.labels?.[0]?.innerText || ''))")


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1440])
async def test_the_page_never_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    page = await opened(browser, address, {"width": width, "height": 800})
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    for button in await page.locator(".clock button, .tabs a, .porch a").all():
        box = await button.bounding_box()
        assert box is None or box["x"] + box["width"] <= width


async def test_on_a_phone_one_phone_is_in_sight_and_news_marks_the_others(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await opened(browser, address, NARROW)
    tabs = page.get_by_role("navigation", name="The phones")
    await expect(tabs.get_by_role("link", name="Ana")).to_have_attribute("aria-current", "true")
    stage.hears("ben", "Ana is out.")
    await expect(tabs.get_by_role("link", name="Ben")).to_have_attribute("data-news", "")
    await tabs.get_by_role("link", name="Ben").click()
    await expect(tabs.get_by_role("link", name="Ben")).to_have_attribute("aria-current", "true")
    await expect(page.locator("#phone-ben")).to_be_in_viewport()
    await expect(tabs.get_by_role("link", name="Ben")).not_to_have_attribute("data-news", "")


async def test_without_any_script_the_forms_still_work(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport=WIDE)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(address)
    await page.locator("#text-cleo").fill("who")
    await page.locator("#text-cleo").press("Enter")
    await expect(page.locator("#thread-cleo .said")).to_contain_text("who")
    await page.get_by_role("button", name="Next event").click()
    assert [what[0] for what in stage.asked] == ["says", "moves"]
    await expect(page.get_by_role("link", name="Show what is new")).to_be_visible()


async def test_the_page_runs_under_its_own_policy_without_complaint(
    browser: Browser, address: str, stage: MadeUpStage
) -> None:
    page = await browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    await page.goto(address)
    stage.hears("ana", "Hello")
    await expect(page.locator("#thread-ana")).to_contain_text("Hello")
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_from_what_is_behind_it(
    browser: Browser, address: str, scheme: str
) -> None:
    page = await browser.new_page(color_scheme=scheme, viewport=WIDE)  # type: ignore[arg-type]
    await page.goto(address)
    assert await page.evaluate(CONTRAST) == []


# WCAG 2.2, 1.4.3: 4.5 to 1. Colours that lie over a gradient are looked at by eye.
CONTRAST = """
() => {
  const parts = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = parts(c).slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none') return null;
      const c = parts(style.backgroundColor);
      if (c.length < 4 || c[3] > 0.99) return style.backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const bad = [];
  for (const e of document.querySelectorAll('main *, footer *, .lamp')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('.sr') || !e.checkVisibility()) continue;
    const back = behind(e);
    if (!back) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push(`${e.className} ${e.textContent.trim().slice(0, 30)}: ${ratio}`);
  }
  return bad;
}
"""
