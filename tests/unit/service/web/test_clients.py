from __future__ import annotations

from service.web.http.clients import ClientKeys


def test_a_key_says_nothing_of_the_address_and_is_of_this_process_alone() -> None:
    keys = ClientKeys()

    assert keys.key("192.0.2.7") == keys.key("192.0.2.7") != keys.key("192.0.2.8")
    assert "192.0.2.7" not in keys.key("192.0.2.7")
    assert keys.key("192.0.2.7") != ClientKeys().key("192.0.2.7")


def test_the_addresses_of_one_network_are_one_client() -> None:
    keys = ClientKeys()

    assert keys.key("2001:db8:0:1::7") == keys.key("2001:db8:0:1:ffff::8") != keys.key("2001:db8:0:2::7")
    assert keys.key("::ffff:192.0.2.7") == keys.key("192.0.2.7") != keys.key("::ffff:192.0.2.8")
    assert keys.key("fe80::1%eth0") == keys.key("fe80::1")


def test_what_is_no_address_has_a_key_too() -> None:
    keys = ClientKeys()

    assert keys.key("") == keys.key("") != keys.key("testclient")
