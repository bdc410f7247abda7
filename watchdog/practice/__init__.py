"""The practice Seller Centre: a local look-alike of the real site, for learning, showing, testing and measuring."""
