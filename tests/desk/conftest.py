"""A browser for the desk: real requests to the real application, without a socket."""

from typing import Any

import anyio
import httpx
import pytest
from starlette.types import ASGIApp

PORT = 8123


class Browser:
    """Asks an application, keeps its cookies, follows nothing by itself."""

    def __init__(self, app: ASGIApp, home: str) -> None:
        self.app = app
        self.home = home
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, **told: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=self.home, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **told)
                self.cookies = client.cookies
                return answer

        return anyio.run(ask)

    def get(self, path: str, **told: Any) -> httpx.Response:
        return self.request("GET", path, **told)

    def post(self, path: str, **told: Any) -> httpx.Response:
        return self.request("POST", path, **told)


@pytest.fixture
def browser_of() -> type[Browser]:
    return Browser
