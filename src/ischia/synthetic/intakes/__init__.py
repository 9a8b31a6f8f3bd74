"""Invented clients as written intakes: plausible answers of ordinary people."""

from ischia.synthetic.intakes._clients import Answering, client, clients

__all__ = ["Answering", "client", "clients"]
