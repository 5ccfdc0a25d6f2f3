"""Uploaded files: pictures are measured by their headers, everything else is only kept."""

import mimetypes
import struct

from sandbox.stage import Stage
from sandbox.world import FILES_KEPT, StoredFile

KINDS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Kinds of files that not every system's own list knows."""
PNG = b"\x89PNG\r\n\x1a\n"


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or WebP picture; None if it is none of them."""
    try:
        if data.startswith(PNG):
            return struct.unpack(">II", data[16:24])
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp_size(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the markers up to a start-of-frame: it holds height and width."""
    at = 2
    while at < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def keep(stage: Stage, data: bytes, name: str, size: tuple[int, int] | None = None) -> StoredFile:
    """Store a file; `size` in pixels makes it a photo. The oldest files lose their bytes when there are many."""
    number = stage.world.number()
    extension = _extension(data, name)
    folder = "photos" if size else "documents"
    file = StoredFile(
        id=f"SandboxFile{number:08d}",
        unique_id=f"SF{number:08d}",
        path=f"{folder}/file_{number}{extension}",
        data=data,
        name=name or f"file_{number}{extension}",
        mime=KINDS.get(extension) or mimetypes.types_map.get(extension, "application/octet-stream"),
        width=size[0] if size else 0,
        height=size[1] if size else 0,
    )
    stage.world.files[file.id] = file
    for old in list(stage.world.files.values())[:-FILES_KEPT]:
        old.data = b""
    return file


def _extension(data: bytes, name: str) -> str:
    """By content for pictures, since clients upload them under any name."""
    if data.startswith(PNG):
        return ".png"
    if data.startswith(b"\xff\xd8"):
        return ".jpg"
    if data[8:12] == b"WEBP":
        return ".webp"
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


def by_path(stage: Stage, path: str) -> StoredFile | None:
    return next((file for file in stage.world.files.values() if file.path == path), None)
