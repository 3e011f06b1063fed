"""Where the linker runs: DuckDB on one machine, Spark on several. The model is the same."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "2500MB"
"""What DuckDB keeps in memory before it writes to disk; Arrow, Python and its own overhead come on top."""


class EngineMissing(Exception):
    """What an engine needs is not installed."""


class Engine(Protocol):
    """Something that runs Splink's SQL."""

    name: str

    def opened(self, table: pa.Table) -> AbstractContextManager[Any]:
        """Give the register as Splink takes it, until the work is done.

        Args:
            table: the flat rows.

        Raises:
            EngineMissing: when what it needs is not installed.
        """


class DuckEngine:
    """DuckDB, in this process."""

    name = "duckdb"

    @contextmanager
    def opened(self, table: pa.Table) -> Iterator[Any]:
        """Give the register as a table of a database in memory that may spill to disk."""
        try:
            import duckdb
            from splink.backends.duckdb import DuckDBAPI
        except ImportError as error:
            raise EngineMissing("DuckDB and Splink are not installed: install limen[resolve].") from error
        folder = tempfile.mkdtemp(prefix="limen-resolve-")
        connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder})
        try:
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET enable_progress_bar = false")
            yield DuckDBAPI(connection=connection).register(table)
        finally:
            connection.close()
            shutil.rmtree(folder, ignore_errors=True)


class SparkEngine:
    """Spark: a cluster where the environment names one (``SPARK_REMOTE``, ``MASTER``), else this machine's cores."""

    name = "spark"

    @contextmanager
    def opened(self, table: pa.Table) -> Iterator[Any]:
        """Give the register as a Spark frame; a session that was running before is left running."""
        try:
            from pyspark.sql import SparkSession
            from splink.backends.spark import SparkAPI
        except ImportError as error:
            raise EngineMissing("PySpark is not installed: install limen[spark]. It needs Java 17.") from error
        running = SparkSession.getActiveSession()
        session = running or _session(SparkSession.builder)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                # the conditions of the model are plain SQL: none needs the functions of the library's own jar
                made: Any = SparkAPI
                api = made(spark_session=session, break_lineage_method="persist", register_udfs_automatically=False)
                yield api.register(session.createDataFrame(table))
        finally:
            if running is None:
                session.stop()


def _session(builder: Any) -> Any:
    try:
        return (
            builder.appName("limen people resolve")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
    except Exception as error:  # PySpark raises what the gateway to Java raises
        raise EngineMissing(f"Spark does not start; it needs Java 17. {error}") from error


ENGINES: dict[str, type[Engine]] = {"duckdb": DuckEngine, "spark": SparkEngine}


def engine(name: str) -> Engine:
    """Return the engine of a name.

    Raises:
        EngineMissing: when there is none.
    """
    if name not in ENGINES:
        raise EngineMissing(f"There is no engine “{name}”. There are: {', '.join(ENGINES)}.")
    return ENGINES[name]()
