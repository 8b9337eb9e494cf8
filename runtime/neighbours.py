"""Who is taken for one client where addresses are counted."""

from ipaddress import AddressValueError, IPv6Address

SUBNET = 64  # bits of an IPv6 address that its provider gave; the other half its user makes up


def neighbourhood(host: str) -> str:
    """An IPv4 address as it is, and of an IPv6 address its network."""
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{int(address) >> SUBNET:x}/{SUBNET}"
