"""What a person may do instead of answering."""


class Leave(Exception):
    """Stop here; what was confirmed is saved. Also the end of input."""


class SwitchLanguage(Exception):
    """Go on in the other language: the same thing is shown again in it."""


class WantsHelp(Exception):
    """Show the help there is for this page, then the page again."""
