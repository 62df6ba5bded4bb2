"""Which tokens may follow, so that no bar is ever too short, too long or off the grid. Pure."""

from . import vocabulary as v


def allowed(state):
    """The music tokens that may come next inside a role; empty where the host's next control is due."""
    if state.role < 0 or state.done():
        return []
    if state.open is not None:
        return _durations(state)
    pitches = list(range(v.PITCH_FIRST, v.PITCH_FIRST + v.PITCHES))
    tokens = [] if _rested(state) else [v.REST]
    if state.tick == 0 and state.carried[state.role] and state.last_pitch[state.role]:
        tokens.append(v.HOLD)
    return tokens + pitches


def _durations(state):
    left = state.bar_ticks - state.tick
    return [v.duration_token(t) for t in range(2, left + 1, 2) if t == left or v.on_grid(state.tick + t)]


def _rested(state):
    events = state.events
    return bool(events) and events[-1].kind == "rest"


def copied(state):
    """The tokens that the copy in force leaves (None: no copy in force). An exact copy leaves one."""
    if state.copy is None:
        return None
    events, exact = state.copy
    if state.open is not None:
        reference = next((e for e in events if e.onset == state.tick), None)
        return [v.duration_token(reference.ticks)] if reference is not None else None
    reference = next((e for e in events if e.onset == state.tick), None)
    if reference is None:
        return None
    if reference.kind == "rest":
        return [v.REST]
    if reference.kind == "hold" and state.carried[state.role]:
        return [v.HOLD]
    if exact:
        return [v.pitch_token(reference.pitch)]
    return list(range(v.PITCH_FIRST, v.PITCH_FIRST + v.PITCHES))
