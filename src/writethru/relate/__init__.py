"""How reports relate: Reports in, `Reuse` pairs (`lineage.reuse`: who copied whom, where, which way) and stories out
(`story.Grouper` for one report at a time, `story.group` for many). Pure; independent of order; see docs/relate.md."""
