"""Fetch documents over HTTP: client, transport, address guard, decompression, error mapping."""
