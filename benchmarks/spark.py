"""Ask the same of Parquet tables with DuckDB and, word for word, with Spark: ``python benchmarks/spark.py FOLDER``.

The folder is one that ``talks tables -f parquet`` wrote, or a pattern of such: ``'parquet-*'``. It needs pyspark, which
needs Java, and DuckDB. It prints how long each took, the start of Spark apart, and fails if the answers differ.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import duckdb
from pyspark.sql import SparkSession  # type: ignore[import-not-found]  # of nobody but this script

QUESTIONS = {
    "acts by kind": """
        SELECT act, count(DISTINCT (talks, entry)) AS acts, count(DISTINCT party) AS parties
        FROM acts
        GROUP BY act
        ORDER BY act
    """,
    "pledges on which assessors differ": """
        SELECT count(*) AS pledges
        FROM (
            SELECT talks, pledge
            FROM verdicts
            WHERE stands
            GROUP BY talks, pledge
            HAVING count(DISTINCT verdict) > 1
        )
    """,
    "entries without a source, by year": """
        SELECT year(day) AS year, count(*) AS dated, count(*) FILTER (WHERE NOT sourced) AS unsourced
        FROM entries
        WHERE in_view AND day IS NOT NULL
        GROUP BY year(day)
        ORDER BY year(day)
    """,
}
"""What is asked, in SQL that both understand."""
TABLES = ("acts", "verdicts", "entries")
Rows = list[tuple[object, ...]]


def timed(ask: Callable[[], Rows]) -> tuple[Rows, float]:
    """Return an answer, and how many seconds it took."""
    begin = time.perf_counter()
    found = ask()
    return found, time.perf_counter() - begin


def of_duckdb(question: str) -> Rows:
    """Return the answer of DuckDB."""
    return duckdb.execute(question).fetchall()


def of_spark(spark: Any, question: str) -> Rows:
    """Return the answer of Spark."""
    return [tuple(row) for row in spark.sql(question).collect()]


def main() -> None:
    """Ask everything of both, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where the Parquet files are")
    given = parser.parse_args()
    begin = time.perf_counter()
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    print(f"Spark {spark.version} started in {time.perf_counter() - begin:.1f} s; DuckDB {duckdb.__version__}\n")
    for name in TABLES:
        path = f"{given.folder}/{name}.parquet"
        duckdb.sql(f"CREATE VIEW {name} AS FROM read_parquet('{path}')")
        spark.read.parquet(path).createOrReplaceTempView(name)
    print("| question | DuckDB | Spark | Spark again |\n|---|---|---|---|")
    for name, question in QUESTIONS.items():
        one, with_duckdb = timed(partial(of_duckdb, question))
        other, first = timed(partial(of_spark, spark, question))
        _, again = timed(partial(of_spark, spark, question))
        if one != other:
            raise SystemExit(f"{name}: {one} is not {other}")
        print(f"| {name} | {with_duckdb:.2f} s | {first:.2f} s | {again:.2f} s |", flush=True)
    spark.stop()


if __name__ == "__main__":
    main()
