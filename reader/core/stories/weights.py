"""Weights of the features, learned by ``tests/core/learn_stories.py``."""

PAIR: tuple[float, ...] = (
    -3.4448,  # cosine
    3.1946,  # cover_more
    3.0217,  # cover_less
    3.6896,  # strongest
    1.8145,  # second
    2.1155,  # shared
    0.5932,  # shared_meanings
    0.0755,  # numbers
    2.5182,  # long_numbers
    -1.3174,  # other_numbers
    0.3706,  # places
    -0.6339,  # other_places
    -2.8680,  # other_title_places
    1.0658,  # events
    -1.0486,  # other_events
    -0.5350,  # new_acts
    -1.4133,  # acts
    -3.3886,  # other_matters
    0.1426,  # matters
    -3.8971,  # other_days
    -5.1915,  # other_months
    -1.0442,  # time
    -2.0740,  # night
    -1.0048,  # same_source
    -5.6898,  # template
    -4.8188,  # repeated
    2.8660,  # evidence
    -0.3024,  # contained
    -1.8594,  # unshared
    0.2163,  # short
)
PAIR_BIAS = -5.2030
STORY: tuple[float, ...] = (
    0.1480,  # best
    0.2424,  # mean
    0.4039,  # second
    0.3792,  # size
    -0.1884,  # same_source
    0.0307,  # since_last
    -0.8129,  # since_first
    0.2601,  # lead
    -0.3053,  # rivals
    -0.2266,  # near_others
    -0.2482,  # words
    0.0486,  # known_neighbour
    -0.9574,  # single
    1.8939,  # same_source_night
    0.0327,  # other_places
    -1.1309,  # new_places
    -0.2926,  # new_acts
    -1.9669,  # other_matters
    -0.2762,  # other_numbers
    -0.3838,  # other_events
    -0.7121,  # rare_shared
    1.1799,  # strongest
    -2.1476,  # other_days
)
STORY_BIAS = -0.3403
