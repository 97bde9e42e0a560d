# SPDX-License-Identifier: Apache-2.0
"""Cases of train/eval_conllu.py whose scores were counted by hand."""
import importlib.util, os, sys, tempfile

here = os.environ.get("top_srcdir", ".")
spec = importlib.util.spec_from_file_location("eval_conllu", here + "/train/eval_conllu.py")
ev = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ev)


def words(text, plain=False):
    """Lines 'id form upos head rel'; a line of '-' ends a sentence."""
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as f:
        for line in text.strip().split("\n"):
            c = line.split()
            f.write("\n" if c == ["-"] else
                    "\t".join([c[0], c[1], c[1].lower(), *(c[2:3] or ["_"]), "_", "_",
                               *(c[3:5] if len(c) > 3 else ["_", "_"]), "_", "_"]) + "\n")
        f.write("\n")
        f.flush()
        return ev.Words(f.name, plain)


def expect(name, got, **want):
    for key, value in want.items():
        if abs(got[key] - value) > 0.005:
            sys.exit("%s: %s is %.3f, should be %.3f" % (name, key, got[key], value))


gold = words("1 He PRON 2 nsubj:pass\n2 left VERB 0 root\n3 . PUNCT 2 punct")
expect("itself", ev.score(gold, gold), LAS=100, UAS=100, UPOS=100, Sentences=100, Tokens=100)
wrong = words("1 He NOUN 2 nsubj\n2 left VERB 0 root\n3 . PUNCT 1 punct")
expect("a subtype is no error, a head is", ev.score(gold, wrong), UPOS=66.667, UAS=66.667, LAS=66.667)
relation = words("1 He PRON 2 obj\n2 left VERB 0 root\n3 . PUNCT 2 punct")
expect("a relation", ev.score(gold, relation), UAS=100, LAS=66.667)
joined = words("1 He PRON 2 nsubj\n2 left. VERB 0 root")
expect("words run together", ev.score(gold, joined), Words=40, UAS=0, Sentences=100)
cut = words("1 He PRON 0 root\n-\n1 left VERB 0 root\n2 . PUNCT 1 punct")
expect("a sentence cut in two", ev.score(gold, cut), Sentences=0, Words=100, UAS=66.667, LAS=66.667)
whole = words("1 He PRON 3 nsubj\n2-3 cannot\n2 can AUX 3 aux\n3 not PART 0 root")
apart = words("1 He PRON 3 nsubj\n2 can AUX 3 aux\n3 not PART 0 root")
expect("a multiword token against its words", ev.score(whole, apart), Words=100, LAS=100, Tokens=40)
expect("one against one", ev.score(whole, whole), Words=100, LAS=100, Tokens=100)
expect("gold words", ev.score(words("1 a X 0 root", True), words("1 b X 0 root", True), True), LAS=100)
try:
    ev.score(gold, words("1 She PRON 0 root"))
    sys.exit("other text: no complaint")
except SystemExit as stop:
    if "differ at character 0" not in str(stop):
        raise
