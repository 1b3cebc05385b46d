"""What a server for many needs: who may train, how much each may bring, cleaning, and figures."""

from core.service.settings import Service

__all__ = ["Service"]
