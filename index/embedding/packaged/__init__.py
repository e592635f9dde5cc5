"""The models that come as packages, so that no hub is needed: where their weights are and how to read them."""
