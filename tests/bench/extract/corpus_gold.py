"""A gold of blocks for real pages, kept as digests: texts of publishers are not in this repository.

Paragraphs are those of the corpus; pictures, captions and leads were checked against a list of all texts and
pictures of each page, in document order, that was made without khabar. A digest is that of kind and text, of
a picture that of kind and file name.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit


def digest(kind: str, text: str) -> str:
    """Return the digest of a block: of its words, or of the last part of its address."""
    said = urlsplit(text).path.rpartition("/")[2] if kind in ("image", "embed") else " ".join(text.split())
    return hashlib.sha256(f"{kind} {said}".encode()).hexdigest()[:12]


GOLD = {
    "mc2020_youm7": str.split(
        "61f2ee263305 492b8c97c575 344d5c1b4d4d 278336325849 4b49c7f478cc 06cba9b7415b 393946495533 "
        "298a306e2880"
    ),
    "mc2020_alyaum": str.split(
        "0b28423ae89e 2e7166f947c8 267166f9d4f5 2aa9e87c754c 62e73877ce35 7e969db7f8cf a1e0dcf7d9c9 "
        "94d6a0ae5360 942441945858 b6a2b418b4e2 966bcf26289a 2ad847f75fb7 691cbbf4cc6d c2e86b9974d5 "
        "1c80e8eb0b06 b726ea0dcb51 3e9e35129d83 bb4ebabf8c52 de5e26bf50dd"
    ),
    "mc2020_albayan": str.split("9da5945b792e c501fee700b6 a73858ebc43a eabdb5965250"),
    "mc2020_akhbarelyom": str.split(
        "6c2ad4708bd6 73f8b4a9c6de 00f21f728b2b 22105ed41899 f75bc0c9e36e 27938a805403"
    ),
    "mc2020_beirutobserver": str.split(
        "cf8bda927262 4773af9eaae2 2095aa4402c2 eecbf39f1603 354d8d8fde6c d79b1243cedd 0b751a09de1c"
    ),
    "mc2020_yjc": str.split(
        "6909e23c6caf 4f9ef77d4299 041ad6da40d9 e643a0b611bd 834b16b3e2e4 c9d039de6722 7b6e174f4712 "
        "22f11e5c4650 14606f863733 4e65f1cc4507 c042f376ef42 f43f42afbe62 a955430fae93 10dcf1e2f6ac "
        "8d685acad5b9 bdcb1cdf438e 9a44480dc65d d684657c3b98 bab2d292e3de 140966b02692 2677b4e6e01a "
        "fb1b7fcb8657 ecfc69c6ae41 ea0a8cde1af2"
    ),
    "trafilatura_assabah": str.split(
        "43ee0aafbc84 fa5c3f18e5e0 db488db40b18 ac21acc4e129 f17efada190b 89089756600d ff219c8a8ed4 "
        "175293eba6f4 2e4efb47d44b e8a03fc7ec63 3bba6f26bfe8 f971c31a0107 99dd8d1d118c e887c6f8ad40 "
        "312e4e9426b7 f580c2b11a7a 19973f12ce7e d9c2190da52c fa0c3c94545d b40456a103c3 a38a3c7c61f6 "
        "095f2a755d7d c067b8365533 921fff1dcd17 41655e19afd4 bc110395b1e3"
    ),
    "mediacloud_naibaat_ur": str.split("6e2b3d459c6b 7c94c90f8679 9fb681777923 d70c9694e4b2"),
    "defuddle_farsi-zwnj": str.split("1a8b1677b6fd 1ded4cc20e8e 9ed57e767fe2"),
    "defuddle_multi-script": str.split("8f3f99139f6d 1f72e23fd4ca e5071b309c31"),
    "mozilla_rtl-1.source": str.split("a75a5d0141da 13fc10f4c32d 19ecdab7ec93 9a3ae673a593"),
    "mozilla_rtl-2.source": str.split("a75a5d0141da 13fc10f4c32d 19ecdab7ec93 9a3ae673a593"),
    "mozilla_rtl-3.source": str.split("a75a5d0141da 13fc10f4c32d 19ecdab7ec93 9a3ae673a593"),
    "mozilla_rtl-4.source": str.split("a75a5d0141da 13fc10f4c32d 19ecdab7ec93 9a3ae673a593"),
}
"""Digests of the blocks of each page, by the name of its file."""
