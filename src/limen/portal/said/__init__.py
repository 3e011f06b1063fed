"""What the public site says in words that stand elsewhere, gathered so that ``makemessages`` finds them.

``law.txt`` has the titles of the law pack's code tables that the public chooses from or is told; ``forms.py`` has what
Django says of a form that is not filled in rightly, since Django has no catalogue for every language of the site.
"""
