"""The pages that show the OpenAPI document come whole from here, and may ask nobody else."""

import re
from urllib.parse import urljoin

import httpx
import pytest

from tests.support.parley_process import ParleyProcess

PAGES = ("/docs", "/docs/swagger", "/docs/redoc")
LED_TO = re.compile(r'(?:src=|href=|from |import )"([^"]+)"')


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_made_of_what_is_served_here(served: ParleyProcess, page: str) -> None:
    with httpx.Client(base_url=served.url) as reader:
        answer = reader.get(page)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        parts = {urljoin(page, each) for each in LED_TO.findall(answer.text) if each != "data:,"}
        [ours] = [each for each in parts if re.fullmatch(r"/docs/assets/[a-z]+\.js", each)]
        script = reader.get(ours).text
        parts |= {urljoin(ours, each) for each in LED_TO.findall(script)}
        assert "://" not in answer.text + script
        assert "/openapi.json" in script
        for part in parts:
            got = reader.get(part)
            assert got.status_code == 200, part
            assert re.match(r"text/(javascript|css)", got.headers["content-type"]), part


@pytest.mark.parametrize("page", PAGES)
def test_a_browser_lets_a_page_ask_nobody_else(served: ParleyProcess, page: str) -> None:
    policy = httpx.get(f"{served.url}{page}").headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    allowed = {source for rule in rules.values() for source in rule.split()}
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert "unsafe-inline" in rules["style-src"]  # and nowhere else
    assert policy.count("unsafe-inline") == 1


def test_what_is_no_part_of_a_page_is_not_found(served: ParleyProcess) -> None:
    for path in ("/docs/assets/nothing.js", "/docs/assets/..%2Fpages.py", "/docs/assets/../pages.py", "/docs/nothing"):
        answer = httpx.get(served.url + path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
