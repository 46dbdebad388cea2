"""Settings: who decides, the language, the keys, blurring; and the bar's switch of language."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk.keys import ALPHABET, LONGEST
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.sitting import cleaned, remember, way_back


class Settings:
    """Answers the addresses of what a person chooses for this desk."""

    def __init__(self, setting: Setting) -> None:
        """Offer the languages that the frame knows."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/settings", self.settings),
            Route("/settings", posting(self.chosen), methods=["POST"]),
            Route("/tongue", posting(self.tongue), methods=["POST"]),
        ]

    def settings(self, request: Request) -> Response:
        """Show what can be chosen."""
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "settings.html",
                catalogue,
                alphabet=ALPHABET,
                every=self._at.frame.tongues,
                saved="saved" in request.query_params,
            )

    def chosen(self, request: Request, form: Form) -> Response:  # noqa: ARG002
        """Keep what was chosen."""
        answer = RedirectResponse("/settings?saved", 303)
        keys = {deed: form.get(f"key.{deed}", "").strip()[:LONGEST] for deed in ALPHABET}
        own = (f"{d}={k}" for d, k in keys.items() if k and k != ALPHABET[d] and "&" not in k)
        remember(
            answer,
            by=cleaned(form.get("by", "")),
            keys="&".join(own),
            blur="yes" if "blur" in form else "no",
            tongue=form.get("tongue", "en"),
        )
        return answer

    def tongue(self, request: Request, form: Form) -> Response:  # noqa: ARG002
        """Change the language and return."""
        answer = RedirectResponse(way_back(form.get("back", "/")), 303)
        remember(answer, tongue=form.get("tongue", "en"))
        return answer
