"""Invented clients as written intakes: plausible answers of ordinary people."""

from ischia.synthetic.intakes._clients import Answering, client, clients
from ischia.synthetic.intakes._typical import FormLength, form_lengths

__all__ = ["Answering", "FormLength", "client", "clients", "form_lengths"]
