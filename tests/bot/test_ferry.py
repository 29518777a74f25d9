# SPDX-License-Identifier: EUPL-1.2
"""What crosses between the loop and the database's thread crosses together, and each outcome finds who waits."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import pytest

from bot.ferry import Ferry


def test_what_comes_in_at_one_moment_begins_together() -> None:
    begun: list[str] = []

    def begin(name: str) -> "Future[str]":
        begun.append(name)
        done: Future[str] = Future()
        done.set_result(f"{name} done")
        return done

    async def all_three() -> list[str]:
        ferry = Ferry()
        crossing = [ferry.cross(partial(begin, name)) for name in ("a", "b", "c")]
        assert not begun
        return await asyncio.gather(*crossing)

    assert asyncio.run(all_three()) == ["a done", "b done", "c done"]
    assert begun == ["a", "b", "c"]


def test_outcomes_of_several_threads_all_come_back() -> None:
    async def many(threads: ThreadPoolExecutor) -> list[int]:
        ferry = Ferry()
        return await asyncio.gather(*(ferry.cross(partial(threads.submit, pow, number, 2)) for number in range(200)))

    with ThreadPoolExecutor(4) as threads:
        assert asyncio.run(many(threads)) == [number**2 for number in range(200)]


def test_an_error_comes_back_to_who_waits_whether_it_was_in_beginning_or_later() -> None:
    def broken() -> "Future[None]":
        raise LookupError("closed")

    async def both(threads: ThreadPoolExecutor) -> None:
        ferry = Ferry()
        with pytest.raises(LookupError, match="closed"):
            await ferry.cross(broken)
        with pytest.raises(ZeroDivisionError):
            await ferry.cross(lambda: threads.submit(divmod, 1, 0))

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(both(threads))


def test_who_no_longer_waits_holds_up_nobody_else() -> None:
    async def one_leaves() -> str:
        ferry = Ferry()
        slow: Future[str] = Future()
        left, stays = ferry.cross(lambda: slow), ferry.cross(lambda: slow)
        await asyncio.sleep(0)
        left.cancel()
        slow.set_result("stored")
        return await stays

    assert asyncio.run(one_leaves()) == "stored"
