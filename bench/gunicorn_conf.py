"""The portal's own server settings for an application without a database of the portal's. Read by gunicorn."""

from app.gunicorn_conf import (
    bind,
    chdir,
    control_socket_disable,
    keepalive,
    loglevel,
    preload_app,
    threads,
    timeout,
    worker_class,
    worker_tmp_dir,
    workers,
)

__all__ = [
    "bind",
    "chdir",
    "control_socket_disable",
    "keepalive",
    "loglevel",
    "preload_app",
    "threads",
    "timeout",
    "worker_class",
    "worker_tmp_dir",
    "workers",
]
