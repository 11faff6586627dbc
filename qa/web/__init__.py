"""What the browser chat shows and keeps: cards, the reader, words, exports, uploads. Only ``app`` imports it.

It holds no search and no answer of its own, and ``import qa`` does not load it.
"""
