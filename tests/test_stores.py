"""The PostgreSQL cluster that tests run on."""

import pytest

from . import stores


@pytest.mark.postgres
def test_a_database_of_a_test_is_its_own(postgres_cluster: stores.Cluster) -> None:
    import psycopg

    first, second = postgres_cluster.create(), postgres_cluster.create()
    with psycopg.connect(first.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE mark (id int)")
    with psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT to_regclass('mark')").fetchone() == (None,)
    for address in (first, second):
        postgres_cluster.drop(address)


def test_a_missing_server_skips_with_a_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "find_server_programs", lambda: None)
    monkeypatch.delenv(stores.SWITCH, raising=False)
    with pytest.raises(pytest.skip.Exception, match=stores.SKIPPED):
        stores.require_server_programs()


def test_a_missing_server_fails_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "find_server_programs", lambda: None)
    monkeypatch.setenv(stores.SWITCH, "required")
    with pytest.raises(pytest.fail.Exception, match="required"):
        stores.require_server_programs()
