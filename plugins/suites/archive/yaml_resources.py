"""YAML resources: the files of data that lie beside the modules of a package."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

TWICE = "is given twice"
"""How the error of a key that has another value above ends."""


@cache
def read_yaml_resource(package: str, name: str) -> Any:
    """Return the data of a YAML file of a package, read once; FileNotFoundError."""
    return read_yaml(resources.files(package) / name)


def read_yaml(path: Traversable) -> Any:
    """Return the data of a YAML file; FileNotFoundError, or a YAMLError that says where.

    A key that is given twice is such an error: of two, YAML itself takes the last.
    """
    loader = _loader()(path.read_text("utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


@cache
def _loader() -> Any:
    import yaml  # a build that has nothing to do goes without it

    class Loader(yaml.CSafeLoader):
        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen: set[str] = set()
            for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
                if key.value in seen:
                    what = f"the key {key.value} {TWICE}"
                    raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
                seen.add(key.value)
            return super().construct_mapping(node, deep)

    return Loader
