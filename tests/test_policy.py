"""Private and safe: nothing from other hosts, nothing that the pages' own policy forbids, no data that becomes code."""

import json
import re

import pytest
from conftest import wake_all

from livecommerce.site import frame


def test_every_page_has_the_strict_policy_and_no_script_beyond_it(site):
    policy = frame.policy()
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if path == site / "index.html":
            assert "default-src 'none'" in html
            continue
        assert f'content="{policy}"' in html, f"{path.name} has no policy, or another one"
        scripts = re.findall(
            r"<script(?![^>]*(?:src=|type=.application/(?:ld\+)?json))[^>]*>(.*?)</script>", html, re.DOTALL
        )
        assert scripts == [frame.FIRST], f"{path.name} has an inline script whose digest the policy does not name"
        assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", html), (
            f"{path.name} has code or style in an attribute"
        )


def test_the_policy_is_in_force(visit):
    page = visit("chapters/sellers.html")
    assert page.evaluate("""() => {
        const script = document.createElement('script');
        script.append('window.broken = true');
        document.head.append(script);
        return window.broken === undefined;
    }"""), "an inline script ran"
    for sink in [
        "document.body.innerHTML = '<b>'",
        "document.createElement('script').src = 'https://example.org/x.js'",
    ]:
        told = page.evaluate(f"() => {{ try {{ {sink}; }} catch (error) {{ return error.name; }} }}")
        assert told == "TypeError", f"text became markup or code: {sink}"
    assert page.faults, "the browser says nothing of what it refused, so other tests would miss it"


@pytest.mark.parametrize("chapter", ["sellers", "claims", "bytedance-strategy"])
def test_pages_opened_from_disk_keep_the_policy_and_work(visit, site, chapter):
    page = visit(f"chapters/{chapter}.html", base=site.as_uri())
    assert wake_all(page) == page.locator(".lc-figure").count()
    assert page.faults == []
    page.fill("#lc-find", "indonesia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=indonesia")
    assert page.locator(".lc-found a").count() > 5
    assert page.faults == []


def test_inline_data_cannot_end_its_script_element(site):
    pages = "".join(path.read_text(encoding="utf-8") for path in site.glob("chapters/*.html"))
    found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', pages)
    assert found, "no page holds data of its own"
    for text in found:
        assert "<" not in text
        json.loads(text)
