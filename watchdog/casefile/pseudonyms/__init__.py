"""A case without its people: every personal value replaced, everywhere and consistently, by an invention of the
same shape.
"""

from watchdog.casefile.pseudonyms.collecting import values_of
from watchdog.casefile.pseudonyms.outcomes import renamed_differences
from watchdog.casefile.pseudonyms.renaming import Renaming, Values
from watchdog.casefile.pseudonyms.whole import pseudonymise, remains

__all__ = ["Renaming", "Values", "pseudonymise", "remains", "renamed_differences", "values_of"]
