"""Weights of the features, learned by ``tests/core/learn_stories.py``."""

PAIR: tuple[float, ...] = (
    -4.1122,  # cosine
    3.0556,  # cover_more
    3.0967,  # cover_less
    3.7727,  # strongest
    1.6047,  # second
    2.1215,  # shared
    0.7765,  # shared_meanings
    0.0171,  # numbers
    2.7011,  # long_numbers
    -1.6761,  # other_numbers
    0.4011,  # places
    -0.3398,  # other_places
    1.1704,  # events
    -0.9979,  # other_events
    -0.5297,  # new_acts
    -1.3853,  # acts
    0.2361,  # matters
    -1.0569,  # time
    -1.8848,  # night
    -0.9708,  # same_source
    -6.3377,  # template
    -5.2252,  # repeated
    3.3336,  # evidence
    -0.0091,  # contained
    -1.9714,  # unshared
    0.2152,  # short
)
PAIR_BIAS = -5.4667
STORY: tuple[float, ...] = (
    0.1983,  # best
    0.3019,  # mean
    0.3864,  # second
    0.3003,  # size
    -0.1774,  # same_source
    -0.0180,  # since_last
    -0.7897,  # since_first
    0.2336,  # lead
    -0.3581,  # rivals
    -0.2497,  # near_others
    -0.3923,  # words
    0.0889,  # known_neighbour
    -1.2293,  # single
    1.9012,  # same_source_night
    -0.6901,  # other_places
    -1.1253,  # new_places
    -0.4824,  # new_acts
    -1.2229,  # other_matters
    -0.5466,  # other_numbers
    -0.2650,  # other_events
    -0.5207,  # rare_shared
    0.9466,  # strongest
    -0.2000,  # other_days
)
STORY_BIAS = 0.2786
