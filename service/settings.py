"""Settings, all from the environment: ``PRACTICES_INDEX``, ``PRACTICES_MODEL`` and so on."""

from __future__ import annotations

import os
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.embedding.registry import DEFAULT_HOME, DEFAULT_MODEL
from index.retrieval.fusion import DENSE_WEIGHT
from service.errors import SettingsError

PREFIX = "PRACTICES_"
_RATE = r"[1-9]\d{0,8}/(second|minute|hour|day)"
_RATE_LIMIT = rf"^({_RATE}(;{_RATE})*)?$"


class Settings(BaseSettings):
    """Every setting with its default; README.md lists them, and a test compares the two."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    index: Path = Field(Path("var/index"), description="The index folder.")
    model: str = Field(DEFAULT_MODEL, description="The embedding model: a sentence-transformers name or folder.")
    across_model: str = Field(
        "auto",
        description="The model for questions and passages in different languages, or in one that is not English: a "
        "name or folder as above, `none`, or `auto`: beside the default model the packaged multilingual-e5-small and "
        "Universal Sentence Encoder as one (where E5 has no package, as on Windows, the hub's copy of it if it is on "
        "this machine, else the encoder alone), none beside another one, which then judges everything.",
    )
    models: Path = Field(
        DEFAULT_HOME, description="Where the packaged models are kept once they are converted, some 150 MB."
    )
    rescore: bool = Field(
        True, description="Whether the best 50 passages are compared with the question token by token."
    )
    passage_tokens: int = Field(200, ge=20, le=8000, description="The most tokens of a passage, counted by tiktoken.")
    dense_weight: float = Field(
        DENSE_WEIGHT, ge=0, le=1, description="The share of meaning in the fused score; the rest is the share of words."
    )
    reader: str = Field(
        "",
        description="The reader, which confirms an answer by reading the question with each of the closest sentences: "
        "the name on a hub or the folder of a cross-encoder or of a model of extractive question answering; empty: "
        "none.",
    )
    base_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/?#@]+)?$",
        description="The address people reach the service at, for links in answers and exports; empty: host and port.",
    )
    host: str = Field("127.0.0.1", description="The address the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="Processes that serve; each holds models and index of its own.")
    concurrency: int = Field(
        0, ge=0, le=1000, description="Requests that a process works on at once; 0: as many as there are cores."
    )
    queue: int = Field(
        64, ge=0, le=10_000, description="Requests that may wait for that; beyond it the answer is 503, at once."
    )
    max_connections: int = Field(
        1000, ge=16, le=100_000, description="Connections that a process holds, fewer where it may open fewer files."
    )
    rate_limit: str = Field(
        "",
        pattern=_RATE_LIMIT,
        description="The most requests of one client, as `60/minute` or `20/second;1000/hour`; empty: no limit. "
        "No address is kept.",
    )
    trusted_hosts: str = Field(
        "",
        description="Names that the service may be asked by, as `practices.example.org,*.example.net`; empty: any.",
    )
    trusted_proxies: str = Field(
        "",
        description="Addresses or networks of proxies that may say in `X-Forwarded-For` who asks; empty: none.",
    )
    cors_origins: str = Field(
        "",
        description="Sites whose pages may read the API in a browser, as `https://example.org`; `*`: all; empty: none.",
    )
    access_log: bool = Field(
        False, description="Whether each request is logged, with the address of who asks and what is asked."
    )
    pages: Path = Field(Path("var/pages"), description="Where `practices sync` keeps pages, in one folder a site.")
    sync_contact: str = Field(
        "",
        pattern=r"^[ -~]*$",
        description="A mail or web address in the user agent of `practices sync`, for a site's keepers to turn to.",
    )
    sync_delay: float = Field(
        1.0, ge=0, description="Seconds between two requests of `practices sync`; robots.txt can ask for more."
    )
    sync_backoff: float = Field(
        2.0, ge=0, description="Seconds before a failed request is repeated, doubled before each further attempt."
    )
    sync_private: bool = Field(
        False, description="Whether `practices sync` may fetch from this machine and from private networks."
    )
    feedback: Path = Field(Path("var/feedback.sqlite"), description="The file that readers' feedback is kept in.")
    feedback_mb: int = Field(
        100, ge=1, description="The most megabytes of that file; what would make it larger is refused."
    )
    writer_url: str = Field(
        "",
        pattern=r"^(https?://[^\s]+)?$",
        description="The address, up to `/v1`, of an OpenAI-compatible server whose model writes answers from the "
        "quotations, each sentence checked; empty: no answers are written.",
    )
    writer_model: str = Field("", description="The name of that model at the server.")
    writer_key: SecretStr = Field(SecretStr(""), description="The key that the server asks for, if it asks for one.")
    writer_seconds: float = Field(30.0, gt=0, le=600, description="The most seconds that writing an answer may take.")
    writer_tokens: int = Field(
        2000, ge=300, le=100_000, description="The most tokens that are sent to the writer, counted by tiktoken."
    )
    writer_plans: bool = Field(
        False,
        description="Whether that model may also propose how words that the rules did not understand narrow a set; "
        "each condition is checked against the words of the question, and shown as proposed.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much the server logs.")

    @property
    def at_once(self) -> int:
        """How many requests a process works on at once."""
        return self.concurrency or os.cpu_count() or 1

    @property
    def user_agent(self) -> str:
        """What `practices sync` calls itself."""
        contact = f" (+{self.sync_contact})" if self.sync_contact else ""
        return f"PracticeSearch/{version('practice-search')}{contact}"

    @property
    def public_url(self) -> str:
        """The address for links, without a slash at the end."""
        return self.base_url or f"http://{url_host(_OF_ALL.get(self.host, self.host))}:{self.port}"


_OF_ALL = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 # this binds to nothing
"""What stands for all addresses of a machine, and one of them that can be asked."""


def url_host(host: str) -> str:
    """Write a host as it stands in a URL: IPv6 in brackets, its zone with an escaped percent sign (RFC 6874)."""
    return f"[{host.replace('%', '%25')}]" if ":" in host else host


def _check_proxy(proxy: str) -> None:
    """Check that a proxy is an address or a network: what is neither would be trusted under no circumstances.

    :raises SettingsError: it is neither.
    """
    try:
        ip_network(proxy)
    except ValueError as error:
        raise SettingsError(
            f"{PREFIX}TRUSTED_PROXIES has {proxy!r}: {error}. Write addresses or networks, as 127.0.0.1,10.89.77.0/24."
        ) from None


def comma_list(names: str) -> list[str]:
    """Split a list in a setting at its commas."""
    return [name.strip() for name in names.split(",") if name.strip()]


def load_settings(**overrides: object) -> Settings:
    """Load the settings of this process.

    :param overrides: values that win over the environment; ``None`` means not given.
    :raises SettingsError: names the variable, its value and what is expected.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(f"{name} is not a setting. The settings are: {', '.join(sorted(known))}.")
    try:
        settings = Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name} has the value {first['input']!r}: {first['msg']}.") from None
    for proxy in comma_list(settings.trusted_proxies):
        _check_proxy(proxy)
    if settings.writer_url and not settings.writer_model:
        raise SettingsError(f"{PREFIX}WRITER_URL is set, so {PREFIX}WRITER_MODEL has to name a model of that server.")
    if settings.writer_plans and not settings.writer_url:
        raise SettingsError(f"{PREFIX}WRITER_PLANS is set, so {PREFIX}WRITER_URL has to name the model's server.")
    return settings
