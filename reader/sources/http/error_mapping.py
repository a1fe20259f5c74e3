"""Map errors of httpx, httpcore, TLS and the system to a ``FetchError`` with a sentence."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from reader.sources.errors import FetchError
from reader.sources.http.ssrf_guard import ForbiddenAddressError

_NO_ROUTE = frozenset(
    {errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
)
_CERTIFICATE = {
    # OpenSSL's X509_V_ERR numbers.
    9: ("is not valid yet; is this machine's clock right?", "لم يبدأ سريانها بعد؛ هل ساعة هذا الجهاز صحيحة؟"),
    10: ("has expired", "منتهية الصلاحية"),
    18: ("is signed by itself only", "موقّعة من نفسها فقط"),
    19: ("is signed by an authority this machine does not know", "موقّعة من جهة لا يعرفها هذا الجهاز"),
    20: ("is signed by an authority this machine does not know", "موقّعة من جهة لا يعرفها هذا الجهاز"),
    62: ("belongs to another host", "تعود إلى مضيف آخر"),
    64: ("belongs to another host", "تعود إلى مضيف آخر"),
}
_STATUS = {
    401: ("asks for a user name and password", "يطلب اسم مستخدم وكلمة مرور"),
    403: ("refuses to show it to this reader", "يرفض عرضه على هذا القارئ"),
    404: ("has nothing at this address", "لا شيء لديه في هذا العنوان"),
    406: ("has it in no form this reader takes", "لا يقدّمه بصيغة يقرأها هذا القارئ"),
    408: ("gave up waiting", "توقف عن الانتظار"),
    410: ("has taken it away for good", "أزاله نهائياً"),
    429: ("asks to be left alone for a while", "يطلب التمهل قبل المحاولة مجدداً"),
    451: ("may not show it, for legal reasons", "ممنوع من عرضه لأسباب قانونية"),
    500: ("has an error of its own", "لديه خلل داخلي"),
    502: ("cannot reach its own server", "لا يصل إلى خادمه"),
    503: ("is busy or under maintenance", "مشغول أو قيد الصيانة"),
    504: ("waits in vain for its own server", "لم يُجبه خادمه في الوقت المناسب"),
}


def map_error(error: BaseException, host: str, seconds: float) -> FetchError:
    """Return the error to raise for one that httpx, httpcore or the system raised.

    Args:
        error: with its causes.
        host: as the reader knows it.
        seconds: the time the whole answer had.
    """
    import httpcore

    for cause in _causes(error):
        match cause:
            case ForbiddenAddressError():
                return forbidden(host, str(cause))
            case ssl.SSLCertVerificationError():
                english, arabic = _CERTIFICATE.get(
                    cause.verify_code, ("could not be verified", "تعذّر التحقق منها")
                )
                return FetchError(f"The certificate of {host} {english}.", f"شهادة {host} {arabic}.")
            case ssl.SSLError():
                return FetchError(
                    f"No safe connection with {host} came about (TLS).",
                    f"تعذّر إنشاء اتصال آمن مع {host} (TLS).",
                )
            case socket.gaierror():
                return FetchError(
                    f"The name {host} is not known; is there a network?",
                    f"الاسم {host} غير معروف؛ هل الشبكة متاحة؟",
                    offline=True,
                )
            case ConnectionRefusedError():
                return FetchError(f"{host} refuses connections.", f"{host} يرفض الاتصال.")
            case OSError() if cause.errno in _NO_ROUTE:
                return FetchError(
                    f"No way leads to {host}; is there a network?",
                    f"لا طريق إلى {host}؛ هل الشبكة متاحة؟",
                    offline=True,
                )
            case httpcore.ProxyError():
                return FetchError(
                    f"The proxy set in the environment does not lead to {host}.",
                    f"الوكيل (proxy) المحدد في البيئة لا يوصل إلى {host}.",
                )
            case httpcore.ConnectTimeout():
                return FetchError(f"{host} does not answer.", f"{host} لا يجيب.")
            case httpcore.TimeoutException():
                return FetchError(f"{host} stopped answering.", f"توقف {host} عن الإجابة.")
            case TimeoutError() if cause is error:
                return FetchError(
                    f"{host} did not answer in full within {seconds:.0f} seconds.",
                    f"لم يُكمل {host} إجابته خلال {seconds:.0f} ثانية.",
                )
            case httpcore.ReadError() | ConnectionResetError():
                return FetchError(f"{host} broke off the connection.", f"قطع {host} الاتصال.")
            case httpcore.RemoteProtocolError():
                if "complete message body" in str(cause):
                    return broken(host)
                return FetchError(
                    f"{host} broke off its answer, or speaks no HTTP.",
                    f"قطع {host} إجابته، أو لا يتحدث HTTP.",
                )
    return FetchError(f"{host} could not be reached.", f"تعذّر الوصول إلى {host}.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what lies behind an error, deepest first: that is the most telling."""
    seen: set[int] = set()
    waiting = [error]
    order: list[BaseException] = []
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        order.append(one)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting.extend(cause for cause in (one.__context__, one.__cause__) if cause is not None)
    yield from reversed(order)


def forbidden(host: str, address: str) -> FetchError:
    """Return the error for news that leads behind the reader's own door."""
    return FetchError(
        f"{host} leads to {address}, which is not on the public network; refused.",
        f"{host} يقود إلى {address} وهو ليس على الشبكة العامة؛ رُفض ذلك.",
    )


def not_http(url_scheme: str) -> FetchError:
    """Return the error for an address that is not http or https."""
    what = f"«{url_scheme}:»" if url_scheme else "it"
    return FetchError(
        f"Only http and https addresses are fetched; {what} is none.",
        f"لا تُجلب إلا عناوين http وhttps؛ و{what if url_scheme else 'هذا'} ليس منها.",
    )


def of_status(status: int, host: str, retry_after: float) -> FetchError:
    """Return the error for an answer that is none, by its status (RFC 9110 15)."""
    english, arabic = _STATUS.get(status, ("answers with an error", "يجيب بخطأ"))
    if status not in _STATUS and status >= 500:
        english, arabic = _STATUS[500]
    elif status < 400:
        english, arabic = "sends elsewhere without saying where", "يحيل إلى مكان آخر من دون أن يذكره"
    return FetchError(
        f"{host} {english} ({status}).",
        f"{host} {arabic} ({status}).",
        status=status,
        retry_after=retry_after,
    )


def block_page(host: str, who: str, status: int, retry_after: float) -> FetchError:
    """Return the error for a page that stands in the way (a challenge, a block)."""
    by = f" ({who})" if who else ""
    return FetchError(
        f"{host} shows a block page instead{by}; a browser may get through.",
        f"يعرض {host} صفحة حجب بدلاً من المحتوى{by}؛ قد ينجح المتصفح.",
        status=status,
        retry_after=retry_after,
    )


def too_long(host: str, limit: int) -> FetchError:
    """Return the error for an answer above the size limit."""
    size = f"{limit / 1_048_576:.3g}"
    return FetchError(
        f"The answer of {host} is longer than {size} MB; given up.",
        f"إجابة {host} أطول من {size} ميغابايت؛ تُركت.",
    )


def broken(host: str) -> FetchError:
    """Return the error for an answer that arrived damaged or cut short."""
    return FetchError(
        f"The answer of {host} arrived damaged or cut short.", f"وصلت إجابة {host} تالفة أو مبتورة."
    )


def astray(host: str) -> FetchError:
    """Return the error for redirects without end."""
    return FetchError(
        f"{host} sends from one address to another without end.", f"يحيل {host} من عنوان إلى آخر بلا نهاية."
    )


def unasked_304(host: str) -> FetchError:
    """Return the error for «not modified» when nothing was ever got."""
    return FetchError(
        f"{host} says nothing has changed, although nothing was ever received (304).",
        f"يقول {host} إن شيئاً لم يتغير مع أنه لم يُرسل شيئاً من قبل (304).",
        status=304,
    )


def left_alone(host: str, seconds: float) -> FetchError:
    """Return the error for a host that asked to be left alone and is."""
    return FetchError(
        f"{host} asked to be left alone for another {seconds:.0f} seconds.",
        f"طلب {host} التمهل {seconds:.0f} ثانية أخرى.",
        status=429,
        retry_after=seconds,
    )
