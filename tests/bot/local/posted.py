# SPDX-License-Identifier: EUPL-1.2
"""Reads drawn HTML as a browser does, and posts its forms as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Control:
    """Something in a form that posts a value."""

    kind: str
    name: str
    value: str = ""
    checked: bool = False


@dataclass(slots=True)
class Drawn:
    """A form as drawn: where it posts to, and what is in it."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def post(self, typed: dict[str, str] | None = None, press: str | None = None) -> dict[str, str]:
        """Return what is posted, with these values typed and this button pressed; line ends go as CR LF."""
        typed = typed or {}
        pairs: dict[str, str] = {}
        for control in self.controls:
            if control.kind == "button":
                if press is not None and control.value == press:
                    pairs[control.name] = control.value
            elif control.kind != "radio" or control.checked or control.name in typed:
                pairs[control.name] = typed.get(control.name, control.value)
        return {name: value.replace("\n", "\r\n") for name, value in pairs.items()}

    def presses(self) -> list[str]:
        """Return the values of the buttons in order."""
        return [c.value for c in self.controls if c.kind == "button" and c.name]


class Forms(HTMLParser):
    """Collects the forms of a piece of HTML, and its tags and text."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__(convert_charrefs=True)
        self.forms: list[Drawn] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._area: Control | None = None
        self._list: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        self.tags.append((tag, have))
        if tag == "form":
            self.forms.append(Drawn(have["action"]))
        elif tag == "textarea":
            self._area = Control("text", have["name"])
        elif tag == "select":
            self._list = Control("text", have["name"])
        elif tag == "option" and self._list and "selected" in have:
            self._list.value = have["value"]
        elif tag == "button":
            self._keep(Control("button", have.get("name", ""), have.get("value", "")))
        elif tag == "input":
            kind = "radio" if have["type"] == "radio" else "text"
            self._keep(Control(kind, have["name"], have["value"], "checked" in have))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._area:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._area.value = self._area.value.removeprefix("\n")
            self._keep(self._area)
            self._area = None
        elif tag == "select" and self._list:
            self._keep(self._list)
            self._list = None

    def _keep(self, control: Control) -> None:
        self.forms[-1].controls.append(control)


def read(html: str) -> Forms:
    """Return what a browser makes of it."""
    forms = Forms()
    forms.feed(html)
    forms.close()
    return forms
