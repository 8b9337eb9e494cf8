"""What anybody may know of a server."""

import httpx

from tests.command.serving import PASSWORD


async def test_a_client_is_told_whether_anybody_has_an_account(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/server")).json() == {"has_accounts": False}
    await client.post("/v1/accounts", json={"username": "ann", "password": PASSWORD})
    assert (await client.get("/v1/server")).json() == {"has_accounts": True}
