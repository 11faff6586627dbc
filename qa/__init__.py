"""Ask documents a question, get the answer with its source, checkable to the character.

Importing this loads neither torch, gradio nor jieba.
"""

from qa.assistant import Assistant
from qa.errors import EmptyCorpusError, QAError, ReadError, StaleIndexError
from qa.retriever import Retriever
from qa.types import Answer, Citation, Document, Hit, Paragraph, Passage

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Document",
    "EmptyCorpusError",
    "Hit",
    "Paragraph",
    "Passage",
    "QAError",
    "ReadError",
    "Retriever",
    "StaleIndexError",
]
__version__ = "0.1.0"
