"""Official forms as PDF/UA: what a form says comes from the law pack, how it is set from a template."""

from limen.core.documents.papers.book import Form, FormField, FormsBook, MissingField, UnknownForm
from limen.core.documents.papers.setting import forms, render, required_fields

__all__ = [
    "Form",
    "FormField",
    "FormsBook",
    "MissingField",
    "UnknownForm",
    "forms",
    "render",
    "required_fields",
]
