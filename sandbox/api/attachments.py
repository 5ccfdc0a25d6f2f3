"""Photos, voices and documents of a call: an upload, or a file the bot already knows by its id."""

from typing import Any

from sandbox.api.registry import Call
from sandbox.api.request import Upload
from sandbox.core.files import keep, picture_size
from sandbox.errors import bad_request
from sandbox.world import Json, StoredFile

LARGEST_PHOTO = 10 * 1024 * 1024
WIDEST_PHOTO = 10_000
"""Width and height together, in pixels."""


def photo_content(call: Call[Any], source: Any) -> Json:
    upload = _uploaded(call, source)
    if upload is None:
        file = _known(call, source)
        if not file.width:
            raise bad_request("can't use file of type Document as Photo")
    else:
        file = _stored_photo(call, upload)
    return {"photo": call.stage.render.photo(file)}


def _stored_photo(call: Call[Any], upload: Upload) -> StoredFile:
    if len(upload.data) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(upload.data)} bytes is too big for a photo; the maximum size is 10485760 bytes"
        )
    size = picture_size(upload.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > WIDEST_PHOTO or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return keep(call.stage, upload.data, upload.name, size)


def document_content(call: Call[Any], source: Any) -> Json:
    upload = _uploaded(call, source)
    file = keep(call.stage, upload.data, upload.name) if upload else _known(call, source)
    return {"document": call.stage.render.document(file)}


def voice_content(call: Call[Any], source: Any) -> Json:
    upload = _uploaded(call, source)
    file = keep(call.stage, upload.data, upload.name) if upload else _known(call, source)
    return {"voice": call.stage.render.voice(file)}


def _uploaded(call: Call[Any], source: Any) -> Upload | None:
    """The upload that `attach://name` refers to; None if the source is a file id."""
    if not isinstance(source, str) or not source:
        raise bad_request("there is no file in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not source.startswith("attach://"):
        return None
    upload = call.files.get(source.removeprefix("attach://"))
    if upload is None:
        raise bad_request(f"file {source} is not found in the request")
    if not upload.data:
        raise bad_request("file must be non-empty")
    return upload


def _known(call: Call[Any], file_id: str) -> StoredFile:
    file = call.stage.world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file
