"""Questions in plain Chinese and English: a small grammar over the ontology, a text index, and answers with the words they rest on.

    question → words, names, times (scene) → what is asked (wanted, grammar → Frame) → the tasks meant (choosing over topics)
             → a query with bound values (planning, or the catalogue) → the answer (telling), or a refusal with near questions

The words stand in data/questions/*.csv. No model is needed; the same question gives the same answer every time.
"""

from __future__ import annotations

from planggraph.questions.answer import AgencyItem, Answer, Item, Quote, TaskItem
from planggraph.questions.asking import ask
from planggraph.questions.directory import names_of
from planggraph.questions.followup import Conversation

__all__ = ["AgencyItem", "Answer", "Conversation", "Item", "Quote", "TaskItem", "ask", "names_of"]
