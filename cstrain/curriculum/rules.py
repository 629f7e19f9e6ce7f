"""The names of all quality rules, by what they are looked at in: what an exception may name."""

# In one module by itself.
OF_A_MODULE = (
    "option-lengths",
    "all-or-none",
    "option-endings",
    "option-capitals",
    "same-options",
    "short-feedback",
    "same-feedback",
    "no-scene",
    "negative-capitals",
    "figures-order",
    "recall-share",
    "twin-share",
    "text-words",
    "language-ratio",
    "figures-differ",
    "sentence-words",
    "long-sentences",
    "reading-grade",
    "fact-items",
    "group-unused",
    "list-incomplete",
    "tier-c-asked",
    "not-according-to",
    "doubt-untold",
)
# In one role-play by itself.
OF_A_ROLEPLAY = (
    "few-ways",
    "best-talk-length",
    "many-nodes",
    "ending-verdicts",
    "ending-facts",
    "early-ending",
    "replies-offered",
    "no-way-back",
    "good-by-chance",
    "good-by-position",
    "mood-rises",
    "merging",
    "never-taken",
    "unused-flag",
)
# In all modules checked, taken together.
OF_THE_BANK = (
    "same-prompts",
    "key-given-away",
    "key-longest",
    "option-spread",
    "key-position",
    "absolute-words",
    "hedges",
    "service-words",
    "negative-options",
    "negative-stems",
    "key-echoes",
    "harmful-grades",
    "mean-grade",
)
EVERY = (*OF_A_MODULE, *OF_A_ROLEPLAY, *OF_THE_BANK)
