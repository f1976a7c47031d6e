"""Makes crates/understand/data/labels/asks.bin: whether posts with a question mark really ask, as a small transformer thinks
that was tuned on our labels of questions. The trainer of the built-in model learns from it.

    pip install torch transformers
    python3 xtask/teacher_of_questions.py --model FOLDER_OF_MINILM [--data ../shared/data]

It is the mean of three models of other seeds; no held-out post is learned from, no labelled one judged. Ten minutes on two cores.
A record is six bytes of the text's SHA-256 and the probability in 255ths.
"""

import argparse
from pathlib import Path

import numpy
import torch
from transformers import AutoTokenizer

from teacher import cut, digest, outputs, rows, tuned

LABELS = "crates/understand/data/labels/acts.tsv"
SOURCES = [
    "sentiment/train", "sentiment/devtest", "goemotions/train", "goemotions/dev", "purchase_intent/all",
    "custom_intents/banking77_train", "offensive/train", "emoji/train", "emoji/val", "irony/train", "irony/val",
    "polarity/rt", "brand_emotion/sxsw",
]
JUDGED = ["sentiment/train", "goemotions/train", "emoji/train", "offensive/train", "irony/train", "emotion/train",
          "purchase_intent/all", "custom_intents/banking77_train"]
EPOCHS = 6
SEEDS = 3
BATCH = 32


def loss(out, wanted):
    return torch.nn.functional.binary_cross_entropy_with_logits(out[:, 0], torch.tensor(wanted))


def f1(said, true):
    return 200 * (said & true).sum() / max(1, said.sum() + true.sum())


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--model", required=True, help="folder with config.json, model.safetensors and the tokenizer")
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, default=Path("crates/understand/data/labels/asks.bin"))
    asked = ask.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(asked.model)
    texts = {digest(row[-1]): row[-1] for name in SOURCES for row in rows(asked.data / f"{name}.tsv", columns=None)}
    labels = [line.split("\t") for line in Path(LABELS).read_text().splitlines()[1:]]
    known = [(bytes.fromhex(key), "q" in decided, pool) for key, _, _, decided, pool in labels]
    known = [(key, asks, pool) for key, asks, pool in known if key in texts]
    of = lambda start: [(texts[key], float(asks)) for key, asks, pool in known if pool.startswith(start)]
    learned, measured = of("train"), of("eval")
    labelled = {bytes.fromhex(key) for key, *_ in labels}
    posts = {digest(row[1]): row[1] for name in JUDGED for row in rows(asked.data / f"{name}.tsv") if "?" in row[1]}
    posts = {key: text for key, text in posts.items() if key not in labelled}
    print(f"{len(learned)} labels to learn from, {len(measured)} to measure on, {len(posts)} posts to judge", flush=True)
    measured_tokens, post_tokens = (cut(tokenizer, some) for some in ([text for text, _ in measured], posts.values()))
    tokens, wanted = cut(tokenizer, [text for text, _ in learned]), [asks for _, asks in learned]
    on, thought = 0, 0
    for seed in range(SEEDS):
        net = tuned(asked.model, tokens, wanted, loss, 1, EPOCHS, seed, BATCH)
        on = on + outputs(net, measured_tokens)[:, 0] / SEEDS
        thought = thought + 1 / (1 + numpy.exp(-outputs(net, post_tokens)[:, 0])) / SEEDS
    true = numpy.array([asks > 0 for _, asks in measured])
    print(f"held out: F1 {f1(on > 0, true):.1f}", flush=True)
    with asked.out.open("wb") as file:
        for key, share in sorted(zip(posts, thought)):
            file.write(key[:6] + bytes([round(share * 255)]))
    print(f"{asked.out}: {len(posts)} posts")


if __name__ == "__main__":
    main()
