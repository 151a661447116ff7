"""Small generators of our own whose traces the classifier learns; their weights are not shipped."""
