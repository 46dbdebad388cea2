"""What the desk answers where there is no page, or where something is wrong."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from solferino.desk.setting import Setting
from solferino.errors import SolferinoError

NO_SUCH_METHOD = 405


class Answers:
    """Says what is wrong and what to do, in the frame of the desk."""

    def __init__(self, setting: Setting) -> None:
        """Answer in this frame."""
        self._at = setting

    def missing(self, request: Request, error: Exception) -> Response:
        """Say that there is nothing under an address, or that it takes no such request."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        say = self._at.frame.tongue(request).say
        message = say("told.only_shows" if status == NO_SUCH_METHOD else "told.nothing_here")
        return self._told(request, status, message, say("told.gone"))

    def failed(self, request: Request, error: Exception) -> Response:
        """Say what is wrong with the case or the request, and what to do."""
        if not isinstance(error, SolferinoError):
            raise error
        return self._told(request, 409, error.message, error.remedy)

    def _told(self, request: Request, status: int, message: str, remedy: str) -> HTMLResponse:
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "told.html",
                catalogue,
                status,
                message=message,
                remedy=remedy,
                back=request.method == "POST",
            )
