"""HTML read back by a real parser, and what has to hold of every page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "hr", "img", "input", "link", "wbr"}
# What a page may never hold: whatever runs, loads, sends or leads elsewhere.
FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "img",
    "a",
    "foreignobject",
    "image",
    "use",
    "animate",
}
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "style", "xlink:href", "background", "poster"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    own_text: str = ""

    @property
    def text(self) -> str:
        return self.own_text + "".join(child.text for child in self.children)

    def all(self, tag: str) -> list["Element"]:
        """Every element with this tag below this one, in order."""
        below = [found for child in self.children for found in child.all(tag)]
        return [*([self] if self.tag == tag else []), *below]

    def one(self, tag: str) -> "Element":
        (found,) = self.all(tag)
        return found


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"<{tag}> says something twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1].tag}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].own_text += data


def read(text: str) -> Element:
    """The page as a tree; AssertionError if its tags are not balanced."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.faults == [] and len(reader.open) == 1
    return reader.root


def wrong(text: str) -> list[str]:
    """What does not hold of this page that has to hold of all of them."""
    root = read(text)
    everything = _all(root)
    found = [f"<{element.tag}>" for element in everything if element.tag in FORBIDDEN]
    found += [f"{name}=" for element in everything for name in element.attributes if name in ADDRESSES or name.startswith("on")]
    found += [f"a table without a {part}" for table in root.all("table") for part in ("caption", "thead") if not table.all(part)]
    found += ["a heading of no scope" for th in root.all("th") if th.attributes.get("scope") not in ("col", "row")]
    found += [f"a chart without a {part}" for svg in root.all("svg") for part in ("title", "desc") if not svg.all(part)[:1]]
    ids = [element.attributes["id"] for element in everything if "id" in element.attributes]
    found += [f"id {id} twice" for id in set(ids) if ids.count(id) > 1]
    found += [
        f"{name} of nothing"
        for element in everything
        for name in ("aria-labelledby", "aria-describedby")
        if not set(element.attributes.get(name, "").split()) <= set(ids)
    ]
    levels = [int(element.tag[1]) for element in everything if element.tag in ("h1", "h2", "h3", "h4")]
    if levels.count(1) != 1 or any(later > level + 1 for level, later in pairwise(levels)):
        found.append(f"headings {levels}")
    if root.one("html").attributes.get("lang") not in ("id", "en"):
        found.append("no language")
    return found


def _all(element: Element) -> list[Element]:
    return [element, *(found for child in element.children for found in _all(child))]
