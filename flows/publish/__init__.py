"""From tables to a release: rights and takedowns, redirects, changes and their causes, version, package, switch."""

from flows.descriptor import Provenance
from flows.publish.publication import publish_release
from flows.publish.settings import Outcome, ReleaseSettings
from flows.publish.takedowns import TAKEDOWNS, mark_withdrawn

__all__ = ["TAKEDOWNS", "Outcome", "Provenance", "ReleaseSettings", "mark_withdrawn", "publish_release"]
