"""Sources: the file of each record, beside its page, as it stands and as JSON.

The Markdown is for readers and for programs of others: byte for byte what lies in `content/`. The
JSON spares a browser a parser of YAML and of Markdown; the form that proposes changes reads it.
"""

import hashlib
import json

from suites.archive.model.archive import FILE_KINDS
from suites.site.views import ViewBuilder


def markdown(builder: ViewBuilder, id_: str) -> bytes:
    """Return the bytes of the file of a record."""
    return builder.linked.sources[id_].raw


def as_json(builder: ViewBuilder, id_: str) -> bytes:
    """Return the file of a record as JSON.

    path: below the content. digest: SHA-256 of the bytes, in hexadecimal. data: the front matter as
    it is written. body: the Markdown below it. text: the words of the body, in which quotes are
    sought. An outlet is of the kind of its file, which is that of entities.
    """
    source = builder.linked.sources[id_]
    document = {
        "id": id_,
        "kind": FILE_KINDS[source.path.partition("/")[0]],
        "path": source.path,
        "digest": hashlib.sha256(source.raw).hexdigest(),
        "data": source.data,
        "body": source.body,
        "text": builder.linked.bodies[id_].text,
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
