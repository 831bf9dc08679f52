"""YAML resources: the files of data that lie beside the modules of a package."""

from functools import cache
from importlib import resources
from typing import Any


@cache
def read_yaml_resource(package: str, name: str) -> Any:
    """Return the data of a YAML file of a package, read once; FileNotFoundError."""
    import yaml  # a build that has nothing to do goes without it

    text = (resources.files(package) / name).read_text("utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
