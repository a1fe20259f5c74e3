"""Names of tests say subject, condition and result: ``test_<subject>_<condition>_<result>``."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent
NOT_A_SUBJECT = {
    *("a", "an", "the", "it", "what", "who", "whoever", "nothing", "nobody", "every", "each", "all", "only"),
    *("when", "if", "in", "on", "of", "and", "then", "there", "how", "some", "no", "not"),
}
NOT_PLAIN_ENGLISH = {"nobody", "somebody", "whoever", "told", "anew", "afterwards", "beside"}
OF_SNAPSHOTS = {"test_main", "test_no_network", "test_nothing_yet"}
"""Files of pictures bear the names of these."""


def test_names_of_tests_have_a_subject_and_a_result():
    wrong = []
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            kind, *words = node.name.split("_")
            if kind != "test" or node.name in OF_SNAPSHOTS:
                continue
            if len(words) < 3 or words[0] in NOT_A_SUBJECT or NOT_PLAIN_ENGLISH & set(words):
                wrong.append(f"{path.relative_to(TESTS)}: {node.name}")
    assert not wrong, "\n".join(wrong)
