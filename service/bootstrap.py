"""Composition root: the one place where the parts are put together."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import PageError
from corpus.loading.collect import BUILT_IN, collect
from corpus.text.strings import clean, first_few, slug
from corpus.text.tokens import Limit, default_counter
from index.build.builder import build_snapshot
from index.build.lost_practices import refuse_fewer
from index.build.report import BuildReport
from index.build.vector_cache import EmbeddingProgress
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.embedding.registry import EMBEDDERS, load_embedder, multilingual_name, stand_in_note
from index.errors import ModelError
from index.evaluation.evaluate import Evaluation, evaluate_folder
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.answers.reader.protocol import AnswerReader
from service.engine import Engine
from service.errors import RequestError
from service.settings import PREFIX, Settings
from service.writer.client import Server
from service.writer.planner import PlanProposer
from service.writer.writing import AnswerWriter

if TYPE_CHECKING:
    from corpus.sync.round import SyncProgress as SyncProgress
    from corpus.sync.sync import SyncReport


class Bootstrap:
    """Composition root: builds each part from the settings, when it is first asked for."""

    def __init__(self, settings: Settings, models: Models | None = None) -> None:
        self.settings = settings
        self._given = models

    @cached_property
    def models(self) -> Models:
        """The embedding models."""
        if self._given:
            return self._given
        settings = self.settings
        multilingual = multilingual_name(settings.across_model, settings.model)
        return Models(
            self._load_model("model", settings.model),
            self._load_model("across_model", multilingual) if multilingual else None,
            settings.rescore,
            stand_in_note(settings.across_model, multilingual),
        )

    def _load_model(self, setting: str, name: str) -> Embedder:
        """Load a model, whose setting an error names.

        :raises ModelError: there is no such model on this machine, or it cannot be loaded.
        """
        try:
            return load_embedder(name, self.settings.models)
        except ModelError as error:
            if name in EMBEDDERS:
                raise
            variable = f"{PREFIX}{setting.upper()}"
            raise ModelError(f"{variable}={name}: {error} Or unset {variable} for the packaged model.") from error

    @cached_property
    def reader(self) -> AnswerReader | None:
        """The reader, if one is set.

        :raises ModelError: there is no such model on this machine, or it cannot be loaded.
        """
        name = self.settings.reader
        if not name:
            return None
        from service.answers.reader.loading import load_reader

        try:
            return load_reader(name)
        except ModelError as error:
            variable = f"{PREFIX}READER"
            raise ModelError(f"{variable}={name}: {error} Or unset {variable} to answer without a reader.") from error

    @cached_property
    def writer(self) -> AnswerWriter | None:
        """The answer writer, if one is set."""
        settings = self.settings
        if not settings.writer_url:
            return None
        key = settings.writer_key.get_secret_value()
        server = Server(settings.writer_url, settings.writer_model, key, settings.writer_seconds)
        return AnswerWriter(server, settings.writer_tokens)

    @cached_property
    def planner(self) -> PlanProposer | None:
        """The model that may propose conditions, if the answer writer is to."""
        return PlanProposer(self.writer) if self.writer and self.settings.writer_plans else None

    @property
    def budget(self) -> Limit:
        """The most tokens of a passage."""
        return Limit(default_counter(), self.settings.passage_tokens)

    def open_searcher(self, snapshot: Snapshot) -> Searcher:
        """Open a searcher over a snapshot; the models are loaded for it.

        :raises OtherModelError: the snapshot was made with another model.
        """
        return Searcher(snapshot, self.models, self.settings.dense_weight)

    def open_engine(self) -> Engine:
        """Open an engine over the serving snapshot; no model is loaded before one is needed."""
        snapshot = Snapshot.open(self.settings.index)
        return Engine(
            snapshot, self.open_searcher, self.settings.public_url, self.writer, self.planner, lambda: self.reader
        )

    def build(
        self,
        paths: list[Path],
        *,
        accept_fewer: bool = False,
        use_cache: bool = True,
        progress: EmbeddingProgress | None = None,
    ) -> BuildReport:
        """Read pages (none: the built-in collection) and build a snapshot of them.

        :param accept_fewer: build also where a path is missing, or most of what the serving snapshot has.
        :raises PageError: there is not one practice in them; the index stays as it is.
        :raises FewerPracticesError: there is less than that; the index stays as it is.
        """
        collection = collect(paths or [BUILT_IN])
        if not collection.practices:
            problems = [f"{problem.source}: {problem.reason}" for problem in collection.problems]
            raise PageError(f"no practice could be read, so the index stays as it is. {' '.join(first_few(problems))}")
        if not accept_fewer:
            refuse_fewer(collection, self.settings.index)
        return build_snapshot(
            self.settings.index,
            collection,
            self.models,
            self.budget,
            sources=[clean(str(path.resolve())) for path in paths],
            cache=cache_file(self.settings.index) if use_cache else None,
            progress=progress,
        )

    def sync(
        self,
        listing: str | None = None,
        *,
        like: str | None = None,
        fresh: bool = False,
        accept_fewer: bool = False,
        progress: SyncProgress | None = None,
    ) -> SyncReport:
        """Bring the practices of a site (none given: the Repository of Practices) into its folder of pages.

        :raises RequestError: ``listing`` is not an address that is fetched.
        """
        from corpus.sync.errors import AddressError
        from corpus.sync.http.client import FetchPolicy
        from corpus.sync.sync import UN_NETWORK, site_name, sync_site
        from corpus.sync.url_pattern import UrlPattern

        settings = self.settings
        listing = listing or UN_NETWORK
        policy = FetchPolicy(
            user_agent=settings.user_agent,
            delay=settings.sync_delay,
            backoff=settings.sync_backoff,
            private=settings.sync_private,
        )
        try:
            folder = settings.pages / site_name(listing)
        except AddressError as error:
            raise RequestError(str(error)) from None
        pattern = UrlPattern(like) if like else UrlPattern()
        return sync_site(
            folder, listing, policy, pattern=pattern, fresh=fresh, accept_fewer=accept_fewer, progress=progress
        )

    def evaluate(
        self, folder: Path, split: str, asked_in: Path | None = None, progress: EmbeddingProgress | None = None
    ) -> Evaluation:
        """Measure retrieval on a test collection; each collection keeps a cache of its own."""
        return evaluate_folder(
            folder,
            self.models,
            self.budget,
            split=split,
            asked_in=asked_in,
            cache=cache_file(self.settings.index, f"eval-{slug(folder.resolve().name)}"),
            dense_weight=self.settings.dense_weight,
            progress=progress,
        )
