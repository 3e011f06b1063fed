"""Travel documents, attachments and generated papers."""
