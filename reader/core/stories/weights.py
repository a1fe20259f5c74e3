"""Weights of the features, learned by ``tests/core/learn_stories.py``."""

PAIR: tuple[float, ...] = (
    -4.0915,  # cosine
    3.1754,  # cover_more
    3.1094,  # cover_less
    4.1994,  # strongest
    1.7064,  # second
    2.5606,  # shared
    0.7356,  # shared_meanings
    -0.0064,  # numbers
    2.7377,  # long_numbers
    -1.6663,  # other_numbers
    0.3787,  # places
    -0.4232,  # other_places
    1.1761,  # events
    -0.9911,  # other_events
    -0.5287,  # new_acts
    -1.3872,  # acts
    0.2135,  # matters
    -1.0599,  # time
    -2.0790,  # night
    -0.9684,  # same_source
    -6.0463,  # template
    -4.9309,  # repeated
    2.7899,  # evidence
    -0.1773,  # contained
    -2.0644,  # unshared
    0.1810,  # short
)
PAIR_BIAS = -5.3710
STORY: tuple[float, ...] = (
    0.1952,  # best
    0.2762,  # mean
    0.3939,  # second
    0.2823,  # size
    -0.2204,  # same_source
    -0.0089,  # since_last
    -0.7885,  # since_first
    0.2477,  # lead
    -0.2849,  # rivals
    -0.2393,  # near_others
    -0.2916,  # words
    0.0621,  # known_neighbour
    -1.2009,  # single
    2.0018,  # same_source_night
    -0.6248,  # other_places
    -1.1783,  # new_places
    -0.4297,  # new_acts
    -1.2465,  # other_matters
    -0.5789,  # other_numbers
    -0.2819,  # other_events
    -0.5768,  # rare_shared
    1.0250,  # strongest
    -0.2422,  # other_days
)
STORY_BIAS = 0.0381
