"""The keys all tests share, so that what is derived from them is the same in every run."""

from runtime.secrets import Secrets

SECRETS = Secrets(
    claim_key=bytes(range(32)),
    keks={"0001": bytes(range(32, 64))},
    signing_keys={
        "0001": b"-----BEGIN PRIVATE KEY-----\n"
        b"MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
        b"-----END PRIVATE KEY-----\n"
    },
)
