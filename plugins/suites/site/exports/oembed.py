"""oEmbed: what a program that is given the address of a page needs to embed what it shows.

Each answer is a file: the page that it is of names it in its head, and nothing is asked of it.
Source: https://oembed.com/, version 1.0.
"""

import json

from suites.site import share_images
from suites.site.views import ViewBuilder
from suites.site.views.embedding import WIDTH
from suites.site.views.view_models import EmbedLine

CACHE_AGE = 86_400
"""Seconds: states change from day to day."""


def answer(builder: ViewBuilder, embed: EmbedLine, image: str) -> bytes:
    """Return the answer for an embed, with the address of a share image in the site."""
    absolute = builder.deployment.absolute
    answered = {
        "version": "1.0",
        "type": "rich",
        "title": embed.title,
        "provider_name": builder.archive.settings.title,
        "provider_url": absolute(""),
        "cache_age": CACHE_AGE,
        "html": embed.html,
        "width": WIDTH,
        "height": embed.height,
        "thumbnail_url": absolute(image),
        "thumbnail_width": share_images.WIDTH,
        "thumbnail_height": share_images.HEIGHT,
    }
    return json.dumps(answered, ensure_ascii=False).encode()
