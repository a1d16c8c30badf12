"""Reports -> how they relate: `reuse` (lineage) and stories (story)."""
