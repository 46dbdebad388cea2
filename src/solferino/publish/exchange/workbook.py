"""The workbook: one sheet for each table, ready to be read, filtered, answered and taken back."""

from typing import BinaryIO

from solferino.ports import Picture


class XlsxExporter:
    """Writes a workbook. Text is text in every cell: nothing in it is ever a formula."""

    name = "xlsx"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the workbook; the same picture gives the same bytes."""
        # Every verb that works a case has this exporter in its kit, and few write a workbook:
        # what openpyxl takes to load is the greater part of a second.
        from solferino.publish.exchange.filling import write_workbook  # noqa: PLC0415

        write_workbook(picture, out)
