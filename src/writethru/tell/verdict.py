"""The verdicts under the stage's own name, for those who know `tell`; they are defined below the stages so that `render` may show them."""

from writethru.verdict import Checked, CheckResult, Problem, ProblemKind, Verdict

__all__ = ["CheckResult", "Checked", "Problem", "ProblemKind", "Verdict"]
