"""A case <-> named bytes: the one shape of archived cases, fixtures and exhibits' insides. Pure."""

from watchdog.casefile.canonical import Json, canonical_json, digest_of, plain_json, pretty_json
from watchdog.casefile.files import (
    CASE,
    PACK,
    CaseBytes,
    Get,
    case_of,
    files_of,
    index_of,
    pack_bytes,
    pack_of,
    page_files,
    page_folders,
    record_files,
)
from watchdog.casefile.names import exchange_names, numbered, page_names, safe_name
from watchdog.casefile.pages import HTML, JSON, PARQUET, PNG, Put, page_of, record_of, with_pictures
from watchdog.casefile.tables import ref_of, snapshot_of, table_bytes
from watchdog.casefile.visible import csv_cell, visible

__all__ = [
    "CASE",
    "HTML",
    "JSON",
    "PACK",
    "PARQUET",
    "PNG",
    "CaseBytes",
    "Get",
    "Json",
    "Put",
    "canonical_json",
    "case_of",
    "csv_cell",
    "digest_of",
    "exchange_names",
    "files_of",
    "index_of",
    "numbered",
    "pack_bytes",
    "pack_of",
    "page_files",
    "page_folders",
    "page_names",
    "page_of",
    "plain_json",
    "pretty_json",
    "record_files",
    "record_of",
    "ref_of",
    "safe_name",
    "snapshot_of",
    "table_bytes",
    "visible",
    "with_pictures",
]
