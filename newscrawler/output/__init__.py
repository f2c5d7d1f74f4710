"""The feed: durable storage, manifests, schema."""
