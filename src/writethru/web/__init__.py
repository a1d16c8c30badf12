"""The web desk: pages, acts and events over one desk. `writethru.serve` starts it."""
