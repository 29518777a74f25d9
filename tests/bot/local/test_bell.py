# SPDX-License-Identifier: EUPL-1.2
"""Who waits for the bell hears it, and can be sent home at any moment."""

import asyncio

import pytest

from bot.local.bell import heard


@pytest.mark.parametrize("steps", range(6))
def test_whoever_is_sent_home_while_the_bell_rings_goes_home(steps: int) -> None:
    async def ring_and_send_home() -> bool:
        bell = asyncio.Event()
        waiting = asyncio.create_task(heard(bell, 60))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        bell.set()
        for _step in range(steps):
            await asyncio.sleep(0)
        told = waiting.cancel()
        await asyncio.wait([waiting])
        return waiting.cancelled() == told

    assert asyncio.run(ring_and_send_home())


def test_whoever_waits_in_vain_hears_that_it_did_not_ring() -> None:
    async def wait() -> tuple[bool, bool]:
        bell = asyncio.Event()
        in_vain = await heard(bell, 0.01)
        bell.set()
        return in_vain, await heard(bell, 60)

    assert asyncio.run(wait()) == (False, True)
