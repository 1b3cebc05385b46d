"""Training in the background: each run in its own process, one after another."""

from core.jobs.process import execute, requeue, resume, spawn, start, stop

__all__ = ["execute", "requeue", "resume", "spawn", "start", "stop"]
