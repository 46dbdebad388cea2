"""The page from which the whole case is taken out in a format of exchange, for its own people."""

import io
from collections.abc import Iterable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from solferino import pipeline, plugins
from solferino.desk.setting import Setting
from solferino.desk.shelf import ENGINE
from solferino.ports import Bundle, Exporter
from solferino.practice.fiction import is_practice
from solferino.publish.dossier import Dossier
from solferino.publish.exchange.bag import bag_files
from solferino.publish.exchange.zipped import write_zip
from solferino.store.case import Case

DOSSIER, BAG = "dossier", "bag"
DAY = 10  # characters of a full ISO date
PLAIN = "application/octet-stream"
ENDS = {"annotations": "annotations.jsonld", "hxl": "hxl.csv"}
FIRST = ("xlsx", "csv", "json", "ssa", "shcc")


class Exporting:
    """Answers the addresses of exports."""

    def __init__(self, setting: Setting) -> None:
        """Export the case on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [Route("/exports", self.page), Route("/exports/{name}", self.file)]

    def page(self, request: Request) -> Response:
        """List the formats, with what each is for."""
        with self._at.shelf.look() as (catalogue, _):
            asking = self._at.frame.asks_first(request, catalogue, "exports")
            if asking is not None:
                return asking
            files = tuple((form, name) for name, form in _files(_exporters()).items())
            return self._at.frame.page(request, "exports.html", catalogue, files=files)

    def file(self, request: Request) -> Response:
        """Write the case in one format, as a file to keep."""
        name = request.path_params["name"]
        exporters = _exporters()
        form = _files(exporters).get(name)
        if form is None:
            raise HTTPException(404)
        with self._at.shelf.own_look() as case:  # it may take long: other pages do not wait for it
            data = self._written(form, exporters.get(form), case)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=PLAIN, headers=headers)

    def _written(self, form: str, exporter: Exporter | None, case: Case) -> bytes:
        picture, out = pipeline.picture(case, ENGINE), io.BytesIO()
        if exporter is not None:
            exporter.write(picture, out)
            return out.getvalue()
        at = self._at.shelf.clock()
        files: Iterable[tuple[str, bytes]]
        if form == BAG:
            files = bag_files(picture, case.data, at[:DAY])
        else:
            dossier = Dossier(picture, at, practice=is_practice(picture), read=case.data)
            files = ((name, dossier.page(name)) for name in dossier.names)
        write_zip(out, ((f"{form}/{name}", data) for name, data in files))
        return out.getvalue()


def _exporters() -> dict[str, Exporter]:
    return {e.name: e for e in plugins.kit(plugins.find()).exporters}


def _files(exporters: Mapping[str, Exporter]) -> dict[str, str]:
    """Name the file of each format, the commonest first; what is several files is one zip."""
    last = len(FIRST)
    order = {form: FIRST.index(form) if form in FIRST else last for form in exporters}
    ordered = sorted(exporters, key=lambda form: (order[form], form))
    made = {_file(form, exporters[form]): form for form in ordered}
    return made | {f"case-{form}.zip": form for form in (DOSSIER, BAG)}


def _file(form: str, exporter: Exporter) -> str:
    return f"case-{form}.zip" if isinstance(exporter, Bundle) else f"case.{ENDS.get(form, form)}"
