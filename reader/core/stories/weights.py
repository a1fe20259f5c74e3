"""Weights of the features, learned by ``tests/core/learn_stories.py``."""

PAIR: tuple[float, ...] = (
    -1.0160,  # cosine
    0.8931,  # cover_more
    2.5180,  # cover_less
    4.2470,  # strongest
    2.2622,  # second
    1.7218,  # shared
    0.8946,  # shared_meanings
    1.5374,  # numbers
    1.3389,  # long_numbers
    -0.3436,  # other_numbers
    0.7234,  # places
    -0.9836,  # other_places
    0.3404,  # events
    -1.1090,  # other_events
    -0.5040,  # new_acts
    -0.9209,  # acts
    0.1982,  # matters
    -0.8766,  # time
    -1.8949,  # night
    -1.3768,  # same_source
    -3.1953,  # template
    -5.1678,  # repeated
    2.2865,  # evidence
    -1.1662,  # contained
    3.4352,  # unshared
    0.2292,  # short
    3.1931,  # letters
    2.5677,  # same_forms
    -7.8490,  # words
)
PAIR_BIAS = -5.3726
STORY: tuple[float, ...] = (
    0.1267,  # best
    0.2554,  # mean
    0.4212,  # second
    0.0018,  # size
    -2.2213,  # same_source
    0.3686,  # since_last
    -1.0788,  # since_first
    0.1037,  # lead
    -0.3201,  # rivals
    -0.1426,  # near_others
    -0.8363,  # words
    -0.0623,  # known_neighbour
    -1.2735,  # single
    1.3616,  # same_source_night
    0.0439,  # other_places
    -0.4160,  # new_places
    -0.2510,  # new_acts
    -1.1831,  # other_matters
    -0.6622,  # other_numbers
    -0.5317,  # other_events
    -0.5055,  # rare_shared
    1.0951,  # strongest
    -3.2027,  # other_days
)
STORY_BIAS = 0.8556
MEMBER: tuple[float, ...] = (
    0.6516,  # score
    0.4530,  # core
    -3.4045,  # size
    2.3859,  # words
    -0.0381,  # lead
    -0.3200,  # contradicted
)
MEMBER_BIAS = 3.5903
