"""Names across spellings and scripts: read by the grammar of their kind, compared word by word.

`read_name` takes a name apart, `Name.keys` tells in which blocks to look for its like, and
`compare` says same, unsure or different, with a score and the words that earned it.
"""

from solferino.resolve.naming.aligning import Likeness
from solferino.resolve.naming.likeness import compare, unlike
from solferino.resolve.naming.name import Ground, Match, Name, Word
from solferino.resolve.naming.reading import read_name

__all__ = ["Ground", "Likeness", "Match", "Name", "Word", "compare", "read_name", "unlike"]
