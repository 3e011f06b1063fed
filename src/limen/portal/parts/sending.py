"""The forms by which the public sends something, and the following up of what was sent."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from limen.portal.frame import PARTS, Answer, Frame, Part
from limen.portal.requests.tasks import Task, tasks


def _reader(task: Task) -> Part:
    def read(request: HttpRequest, frame: Frame) -> Answer:
        state = replace(task.view(request, frame.language), address=request.path)
        # the form names the moment it was made at, so nobody keeps it for somebody else
        return Answer(
            "portal/parts/task.html",
            {"task": state},
            int(state.status),
            kept=False,
            title=state.title,
            name=str(state.form.title),
            alone=bool(state.title),
        )

    return Part(read, live=True, posts=True)


for _task in tasks():
    PARTS[_task.key] = PARTS[_task.path] = _reader(_task)
