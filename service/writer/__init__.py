"""The optional answer writer: a model behind an OpenAI-compatible server, each of whose sentences is checked."""

from service.writer.writing import AnswerWriter, Claim, Writing

__all__ = ["AnswerWriter", "Claim", "Writing"]
