"""The sample desk: a Danish heating and plumbing firm with ninety days of history.

`firm` has its people, customers and phrases, `hours` when they work, `cast` what is in the store by now, `life` and
`lives` simulate one task after the other, `writer` puts rows into a store in sets, `opening` makes the whole.
"""

from .firm import HOST
from .opening import build

__all__ = ["HOST", "build"]
