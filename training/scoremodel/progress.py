"""A progress line on standard error: rewritten on a terminal, a line now and then elsewhere."""

import sys
import time


class Progress:
    def __init__(self, name, total):
        self.name, self.total = name, max(1, total)
        self.begun = self.shown = time.monotonic()
        self.live = sys.stderr.isatty()

    def at(self, done, note=""):
        now = time.monotonic()
        if now - self.shown < (0.2 if self.live else 30):
            return
        self.shown = now
        share = min(1.0, done / self.total)
        left = (now - self.begun) * (1 - share) / share if share > 0 else 0
        bar = "#" * int(24 * share)
        text = "%s [%-24s] %3d %%  %d s left  %s" % (self.name, bar, 100 * share, left, note)
        print(("\r\x1b[K" + text) if self.live else text, end="" if self.live else "\n", file=sys.stderr, flush=True)

    def done(self, note=""):
        text = "%s: %.1f s %s" % (self.name, time.monotonic() - self.begun, note)
        print(("\r\x1b[K" if self.live else "") + text, file=sys.stderr, flush=True)
