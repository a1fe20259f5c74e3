"""A reader that is open: syncs once for each line on its standard input, and answers with the milliseconds.

python open_reader.py CONFIG LIBRARY
"""

import asyncio
import sys
import time

from reader.config import load
from reader.core import Session
from reader.core.account.sync import sync_account
from reader.store import Library


async def sync(session: Session) -> float:
    """Sync once; return the milliseconds."""
    started = time.perf_counter()
    await sync_account(session)
    return (time.perf_counter() - started) * 1000


async def serve(session: Session) -> None:
    """Answer until the input ends."""
    while await asyncio.to_thread(sys.stdin.readline):
        print(await sync(session), flush=True)
    await session.close()


if __name__ == "__main__":
    with Library.open(sys.argv[2]) as library:
        asyncio.run(serve(Session(library, None, load(sys.argv[1]).settings)))
