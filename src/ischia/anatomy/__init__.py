"""The body: sites with ids, sides and groups. The same ids serve every stage and the chart."""

from ischia.anatomy._sites import Body, Site, body, read_sites

__all__ = ["Body", "Site", "body", "read_sites"]
