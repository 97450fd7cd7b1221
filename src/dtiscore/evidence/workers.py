"""Child processes that do what may hang, crash or eat memory, so that the parent never does.

The children are spawned: they share nothing with the parent but a pipe. Each gets a few tasks at
a time and answers after each, so the parent always knows at which task a child died. ``work`` is
handed over by name: it must be a function of a module (or a ``functools.partial`` of one).

On Linux a child may use no more address space than ``memory`` and can write no file. Windows has
no such limit that a process could set itself: there a child is bound in time only.
"""

from __future__ import annotations

import contextlib
import errno
import math
import multiprocessing
import signal
import sys
import time
import types
from collections import deque
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

from dtiscore.evidence import child
from dtiscore.evidence.learnt import Fault
from dtiscore.evidence.probe import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 16
_TASKS_PER_CHILD = 64
"""Below this, a second child costs more to start than it saves."""
_START_SECONDS = 120.0
_STARTS = 3
_DEATH_SECONDS = 5.0
_LATE = 1_000
"""No exit status, but what stands for one where the parent lost its patience."""
_TOO_MUCH = (_LATE, child.OUT_OF_MEMORY, -6, -9, -14)
"""Late; out of memory, as Python says it and as C++ does (abort); killed by the system for its
memory; ended by its own alarm."""


class WorkersError(OSError):
    """No child process can be started: the system is to blame, or the installation.

    ``why`` is what the system says, or the exit status of one that ended before it began. Like
    every error of the system it names a file: the program that was to run.
    """

    def __init__(self, why: object) -> None:
        reason = f"no child process starts to read papers: {why}"
        super().__init__(errno.ECHILD, reason, sys.executable)


def run(  # noqa: PLR0913 - each of these is somebody's to choose
    tasks: Sequence[T],
    work: Callable[[T], R],
    *,
    on_failure: Callable[[T, Fault], R],
    on_done: Callable[[T, R], None],
    prepare: Callable[[], None] | None = None,
    jobs: int = 1,
    seconds: float = limits.SECONDS,
    memory: int = limits.MEMORY,
) -> None:
    """Do ``work`` on every task in child processes; results are handed over as they come.

    Args:
        tasks: what to do it on; each must be picklable.
        work: what a child does. What it raises counts as ``Fault.UNREADABLE``, running out of
            memory as ``Fault.TOO_SLOW``.
        on_failure: the result of a task whose child failed; called in this process.
        on_done: takes each result, in the order in which they are finished; called in this
            process, never twice at once.
        prepare: called once in each child before its first task, outside the limits: imports.
        jobs: how many children at most. Few tasks get fewer.
        seconds: how long one task may take before its child is killed.
        memory: bytes of address space a child may use.

    Raises:
        WorkersError: no child starts.
        KeyboardInterrupt: after the children are ended and what was finished is handed over.
    """
    if tasks:
        order = child.Order(work, prepare, seconds, memory)
        _Pool(tasks, order, on_failure, on_done).run(min(jobs, _useful(len(tasks))))


def _useful(tasks: int) -> int:
    return max(1, -(-tasks // _TASKS_PER_CHILD))


class _Child:
    """A process, the pipe to it, and the tasks it has not answered."""

    def __init__(self, order: child.Order) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=child.serve, args=(theirs, order), daemon=True)
        with _interrupts_wait(), _no_main(), _may_have_children():
            self.process.start()
        # With the other end closed here, the child's death ends the pipe.
        theirs.close()
        self.ready = False
        self.answered = 0
        self.pending: deque[int] = deque()
        self.heard = time.monotonic()

    @property
    def idle(self) -> bool:
        return self.ready and not self.pending

    def due(self, seconds: float) -> float:
        """When it must have been heard of again."""
        if not self.ready:
            return self.heard + _START_SECONDS
        return self.heard + seconds if self.pending else math.inf

    def has_spoken(self) -> bool:
        """Whether something came in time that a busy parent has not read yet."""
        try:
            return self.pipe.poll()
        except ConnectionError:  # how Windows says that it is dead
            return True

    def end(self, grace: float = 0.0) -> int | None:
        """Kill it, and say how it ended by itself within ``grace`` seconds, if it did."""
        if grace:
            self.process.join(grace)
        status = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
        return status


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """A child born here is deaf to Ctrl-C from its first moment; the parent hears it afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _may_have_children() -> Iterator[None]:
    """A daemonic process, such as one of a `multiprocessing.Pool`, may not have children.

    Those could be left behind when it is killed; ours end by themselves with their pipe.
    """
    here = multiprocessing.current_process()
    if not here.daemon:
        yield
        return
    here.daemon = False
    try:
        yield
    finally:
        here.daemon = True


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    """A child born here does not run the parent's script again: it needs nothing of it.

    So a script that calls dtiscore needs no ``if __name__ == "__main__":``, and a child starts
    faster.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Pool(Generic[T, R]):
    def __init__(
        self,
        tasks: Sequence[T],
        order: child.Order,
        on_failure: Callable[[T, Fault], R],
        on_done: Callable[[T, R], None],
    ) -> None:
        self.tasks = tasks
        self.order = order
        self.on_failure = on_failure
        self.on_done = on_done
        self.next = 0
        self.again: deque[int] = deque()
        self.tried: set[int] = set()
        self.left = len(tasks)
        self.failed_starts = 0
        self.children: list[_Child] = []

    def run(self, jobs: int) -> None:
        try:
            for _ in range(jobs):
                self._start()
            while self.left:
                self._step()
        except KeyboardInterrupt:
            for one in self.children:
                self._hear(one)
            raise
        finally:
            for one in self.children:
                one.end()

    def _start(self) -> None:
        try:
            self.children.append(_Child(self.order))
        except OSError as error:
            if not self.children:
                raise WorkersError(error) from error

    def _step(self) -> None:
        due = min(one.due(self.order.seconds) for one in self.children)
        timeout = None if due == math.inf else max(due - time.monotonic(), 0)
        heard = set(wait([one.pipe for one in self.children], timeout))
        for one in self.children.copy():
            if one.pipe in heard and not self._hear(one):
                self._bury(one, one.end(_DEATH_SECONDS))
        now = time.monotonic()
        for one in self.children.copy():
            if one.due(self.order.seconds) <= now and not one.has_spoken():
                one.end()
                self._bury(one, _LATE)
        for one in self.children.copy():
            if one.idle:
                self._feed(one)

    def _hear(self, one: _Child) -> bool:
        """Hand over what a child has answered; False: it is dead."""
        try:
            for _ in range(_BATCH + 1):
                if not one.pipe.poll():
                    break
                answer = one.pipe.recv()
                one.heard = time.monotonic()
                if answer == child.READY:
                    one.ready, self.failed_starts = True, 0
                    continue
                index = one.pending.popleft()
                one.answered += 1
                done, result = answer
                if done:
                    self._done(index, result)
                else:
                    self._fail(index, Fault.UNREADABLE)
        except (EOFError, ConnectionError):
            return False
        return True

    def _done(self, index: int, result: R) -> None:
        self.left -= 1
        self.on_done(self.tasks[index], result)

    def _fail(self, index: int, fault: Fault) -> None:
        self._done(index, self.on_failure(self.tasks[index], fault))

    def _feed(self, one: _Child) -> None:
        unassigned = len(self.again) + len(self.tasks) - self.next
        size = min(max(unassigned // (4 * len(self.children)), 1), _BATCH, unassigned)
        for _ in range(size):
            if self.again:
                one.pending.append(self.again.popleft())
            else:
                one.pending.append(self.next)
                self.next += 1
        if not one.pending:
            return
        one.heard = time.monotonic()
        try:
            one.pipe.send([self.tasks[index] for index in one.pending])
        except ConnectionError:
            # It died before it began: none of these is to blame.
            self.again.extendleft(reversed(one.pending))
            one.pending.clear()

    def _bury(self, one: _Child, status: int | None) -> None:
        """Blame the task a child died at, and give the rest to another."""
        self.children.remove(one)
        if not one.ready:
            self.failed_starts += 1
            if self.failed_starts >= _STARTS:
                raise WorkersError(status)
        if one.pending:
            index = one.pending.popleft()
            self.again.extendleft(reversed(one.pending))
            # What earlier tasks left behind may be to blame, unless it was alone or just slow.
            if status != _LATE and one.answered and index not in self.tried:
                self.tried.add(index)
                self.again.appendleft(index)
            else:
                self._fail(index, Fault.TOO_SLOW if status in _TOO_MUCH else Fault.UNREADABLE)
        if self.left and (self.again or self.next < len(self.tasks) or not self.children):
            self._start()
