"""An event loop in a thread of its own, so that network work never delays the caller's loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    import threading
    from collections.abc import Coroutine
    from typing import Any, TypeVar

    Result = TypeVar("Result")


class BackgroundLoop:
    """An event loop in a daemon thread, started by the first coroutine."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether the thread has been started."""
        return self._loop is not None

    async def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine on the loop and await its result; cancelling cancels the coroutine."""
        import asyncio  # 20 ms that commands which fetch nothing need not pay

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            import threading

            self._thread = threading.Thread(
                target=self._loop.run_forever, name="background-loop", daemon=True
            )
            self._thread.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    async def close(self) -> None:
        """Cancel the running tasks, stop the loop and join its thread."""
        import asyncio

        if self._loop is None or self._thread is None:
            return
        await self.run(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()
        self._loop = self._thread = None


async def _cancel_others() -> None:
    import asyncio

    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()
