"""The practice Seller Centre: a local look-alike of the real site, for learning, showing, testing and measuring."""

from watchdog.practice.site import PracticeSite, run_forever
from watchdog.practice.world import ShopSpec, World, make_world, world_at

__all__ = ["PracticeSite", "ShopSpec", "World", "make_world", "run_forever", "world_at"]
