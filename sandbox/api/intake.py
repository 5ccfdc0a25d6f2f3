"""How a bot takes its updates: getUpdates or a webhook. And getFile."""

import re

from aiogram.methods import DeleteWebhook, GetFile, GetUpdates, GetWebhookInfo, SetWebhook

from sandbox.api.registry import Call, Ready, answers
from sandbox.errors import BotApiError, bad_request
from sandbox.world import Json

LARGEST_DOWNLOAD = 20 * 1024 * 1024
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@answers(GetUpdates)
async def get_updates(call: Call[GetUpdates]) -> Ready:
    stage, method = call.stage, call.method
    if stage.webhook.url:
        raise BotApiError(409, WEBHOOK_ACTIVE)
    if method.allowed_updates is not None:
        stage.updates.allowed = method.allowed_updates or None
    limit = min(max(method.limit or 100, 1), 100)
    return Ready(await stage.updates.take(method.offset or 0, limit, max(method.timeout or 0, 0)))


@answers(SetWebhook)
def set_webhook(call: Call[SetWebhook]) -> bool:
    """An empty url takes the webhook away. The sandbox accepts plain http, since it only ever serves this machine."""
    stage, method = call.stage, call.method
    if not method.url:
        return _remove(call, bool(method.drop_pending_updates))
    if not re.match(r"https?://[^/\s]+", method.url):
        raise bad_request("bad webhook: invalid webhook URL specified")
    secret = method.secret_token or ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if method.allowed_updates is not None:
        stage.updates.allowed = method.allowed_updates or None
    if method.drop_pending_updates:
        stage.updates.drop_all()
    stage.updates.terminate_poller()
    stage.webhook.set(method.url, secret, min(max(method.max_connections or 40, 1), 100))
    stage.changed()
    return True


@answers(DeleteWebhook)
def delete_webhook(call: Call[DeleteWebhook]) -> bool:
    return _remove(call, bool(call.method.drop_pending_updates))


def _remove(call: Call[SetWebhook] | Call[DeleteWebhook], drop: bool) -> bool:
    call.stage.webhook.remove()
    if drop:
        call.stage.updates.drop_all()
    call.stage.changed()
    return True


@answers(GetWebhookInfo)
def get_webhook_info(call: Call[GetWebhookInfo]) -> Json:
    updates = call.stage.updates
    raw = call.stage.webhook.info() | {"pending_update_count": updates.count()}
    if updates.allowed:
        raw["allowed_updates"] = updates.allowed
    return raw


@answers(GetFile)
def get_file(call: Call[GetFile]) -> Json:
    file = call.stage.world.files.get(call.method.file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    known = {"file_id": file.id, "file_unique_id": file.unique_id}
    return known | {"file_size": len(file.data), "file_path": file.path}
