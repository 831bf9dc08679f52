"""YAML resources: the files of data that lie beside the modules of a package."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any


@cache
def read_yaml_resource(package: str, name: str) -> Any:
    """Return the data of a YAML file of a package, read once; FileNotFoundError."""
    return read_yaml(resources.files(package) / name)


def read_yaml(path: Traversable) -> Any:
    """Return the data of a YAML file; FileNotFoundError, or a YAMLError that says where."""
    import yaml  # a build that has nothing to do goes without it

    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
