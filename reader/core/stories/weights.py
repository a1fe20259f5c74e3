"""Weights of the features, learned by ``tests/core/learn_stories.py``."""

PAIR: tuple[float, ...] = (
    3.2254,  # cosine
    1.3056,  # cover_more
    -1.2912,  # cover_less
    5.7977,  # strongest
    1.9250,  # second
    2.9140,  # shared
    0.5971,  # shared_meanings
    1.6637,  # numbers
    1.2681,  # long_numbers
    -0.4196,  # other_numbers
    0.7886,  # places
    -0.8285,  # other_places
    0.4887,  # events
    -1.2461,  # other_events
    -0.5595,  # new_acts
    -0.7104,  # acts
    0.2543,  # matters
    -0.8023,  # time
    -2.0703,  # night
    -1.5289,  # same_source
    -2.5918,  # template
    -4.9034,  # repeated
    1.0929,  # evidence
    -2.5566,  # contained
    -1.8639,  # unshared
    0.5874,  # short
    2.8463,  # letters
)
PAIR_BIAS = -5.5873
STORY: tuple[float, ...] = (
    0.0996,  # best
    0.2307,  # mean
    0.4062,  # second
    0.3966,  # size
    -2.3527,  # same_source
    -0.3005,  # since_last
    -0.7718,  # since_first
    0.1614,  # lead
    -0.7981,  # rivals
    -0.2154,  # near_others
    -2.2411,  # words
    -0.0147,  # known_neighbour
    -0.8199,  # single
    1.8800,  # same_source_night
    0.1916,  # other_places
    -0.8247,  # new_places
    -0.3278,  # new_acts
    -0.6684,  # other_matters
    -0.6161,  # other_numbers
    -0.5760,  # other_events
    -0.6959,  # rare_shared
    1.7097,  # strongest
    0.0000,  # other_days
)
STORY_BIAS = 0.9434
