"""Cookies of the few sources whose sites need them: kept for one host, while the program runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from reader.sources.http.transport import Answer


class Cookies:
    """What one host has handed out to one source."""

    def __init__(self) -> None:
        self._jar = httpx.Cookies()

    def taken_along(self, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        """Return the headers of a request, with the cookies for its address."""
        request = httpx.Request("GET", url, headers=headers)
        self._jar.set_cookie_header(request)
        cookie = request.headers.get("cookie")
        return {**headers, "Cookie": cookie} if cookie else dict(headers)

    def keep(self, url: str, answer: Answer) -> None:
        """Take what an answer hands out."""
        request = httpx.Request("GET", url)
        self._jar.extract_cookies(httpx.Response(answer.status, headers=answer.raw, request=request))
