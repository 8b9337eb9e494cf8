"""The live stream: broker between processes, hub inside one, gateway and socket for one client."""
