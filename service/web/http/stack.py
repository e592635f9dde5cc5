"""The middleware that every request passes, in its order."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from service.settings import Settings, comma_list
from service.web.http.address_limit import AddressLimit
from service.web.http.admission import Admission
from service.web.http.clients import ClientKeys
from service.web.http.metrics import Measured, Metrics
from service.web.http.middleware import BodyLimit, HeadRequests, SecurityHeaders
from service.web.http.rate_limits import RateLimited, RateWindow
from service.web.http.refusal import Refuse

_OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""By which a check of the process's own machine asks."""


def add_middleware(app: FastAPI, settings: Settings, metrics: Metrics, clients: ClientKeys, refuse: Refuse) -> None:
    """Add what every request passes, from the inside out."""
    app.add_middleware(Admission, at_once=settings.at_once, most_waiting=settings.queue, metrics=metrics, refuse=refuse)
    if windows := RateWindow.parse_all(settings.rate_limit):
        app.add_middleware(RateLimited, windows=windows, clients=clients, metrics=metrics, refuse=refuse)
    app.add_middleware(BodyLimit, refuse=refuse)
    app.add_middleware(AddressLimit, refuse=refuse)
    if settings.cors_origins:
        app.add_middleware(CORSMiddleware, allow_origins=comma_list(settings.cors_origins), allow_methods=["GET"])
    if settings.trusted_hosts:
        hosts = [*comma_list(settings.trusted_hosts), *_OWN_HOSTS]
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(HeadRequests)
