"""XML parts as lxml trees (no entities, no external anything, no huge trees) and how to look into them whatever their namespace.

Office Open XML has a transitional and a strict namespace, OFD files come with and without one: names are compared without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from planggraph.reading.archive import Package, damaged_member


def tree(package: Package, name: str) -> etree._Element:
    """The root of the XML part `name`; raises `DamagedFile` where it is missing or not well formed, `TooLarge` for an absurd one."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    package.check_part(name)
    try:
        return etree.fromstring(package.read(name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged_member(package.path, name) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The child elements of a name; none where there is no element."""
    return (e for e in element if local(e) == name) if element is not None else iter(())


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child element of a name."""
    return next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The value of an attribute, by its name without namespace."""
    if element is None:
        return None
    return next((str(v) for n, v in element.attrib.items() if str(n).rpartition("}")[2] == name), None)


def value(element: etree._Element | None) -> str | None:
    """The `val` attribute, in which WordprocessingML keeps most of what it says."""
    return attribute(element, "val")
