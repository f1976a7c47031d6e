"""Makes crates/understand/data/labels/teacher.bin: what a small transformer, tuned on the training tweets of sentiment,
thinks of posts. The trainer of the built-in model learns from it; nobody needs this script to train or to use Waggle.

    pip install torch transformers
    python3 xtask/teacher.py --model FOLDER_OF_MINILM [--data ../shared/data]

It learns from all training tweets of sentiment, also from the few that are nearly those of a held-out set, and judges the posts of the other sets, which have no label of sentiment.
Twenty minutes on two cores that multiply bfloat16; another machine, other bits.
A record is six bytes of the text's SHA-256 and the shares of negative and of positive in 255ths.
"""

import argparse
import hashlib
import math
import random
import re
from pathlib import Path

import numpy
import torch
from transformers import AutoModel, AutoTokenizer

CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
UNLABELLED = ["emoji", "offensive", "irony", "goemotions", "emotion"]
BATCH = 64
RATE = 1.5e-4
EPOCHS = 3


def rows(path):
    """Label and text of each line behind the header."""
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t")[:2] for line in lines if line]


def digest(text):
    return hashlib.sha256(text.strip().encode()).digest()


class Teacher(torch.nn.Module):
    """The transformer, and a linear layer over the mean of its outputs beside the first."""

    def __init__(self, folder):
        super().__init__()
        self.body = AutoModel.from_pretrained(folder)
        self.dropout = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(2 * self.body.config.hidden_size, len(CLASSES))

    def forward(self, tokens, mask):
        states = self.body(input_ids=tokens, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        return self.head(self.dropout(torch.cat([mean, states[:, 0]], -1)))


def padded(tokens, batch):
    longest = max(len(tokens[at]) for at in batch)
    padding = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros_like(padding)
    for row, at in enumerate(batch):
        padding[row, : len(tokens[at])] = torch.tensor(tokens[at])
        mask[row, : len(tokens[at])] = 1
    return padding, mask


def batches(tokens, order):
    """Texts of like length together, in an order that chance made."""
    for start in range(0, len(order), BATCH * 50):
        near = sorted(order[start : start + BATCH * 50], key=lambda at: len(tokens[at]))
        groups = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        random.shuffle(groups)
        yield from groups


def tuned(folder, tokens, labels):
    torch.manual_seed(1)
    random.seed(1)
    net, order = Teacher(folder), list(range(len(tokens)))
    steps = EPOCHS * math.ceil(len(order) / BATCH)
    warm = int(0.06 * steps)
    step_of = lambda at: (at + 1) / warm if at < warm else max(0, (steps - at) / (steps - warm))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, step_of)
    net.train()
    for epoch in range(EPOCHS):
        random.shuffle(order)
        for batch in batches(tokens, order):
            optimiser.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = net(*padded(tokens, batch))
            wanted = torch.tensor([labels[at] for at in batch])
            torch.nn.functional.cross_entropy(out.float(), wanted, label_smoothing=0.05).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {EPOCHS}", flush=True)
    return net


def shares(net, tokens):
    net.eval()
    found = numpy.zeros((len(tokens), len(CLASSES)))
    order = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 2 * BATCH):
            batch = order[start : start + 2 * BATCH]
            found[batch] = torch.softmax(net(*padded(tokens, batch)).float(), -1).numpy()
    return found


def recall(found, labels, prior):
    """Macro recall in per cent, with classes made equally frequent."""
    best = (numpy.log(found) - prior).argmax(1)
    return 100 * numpy.mean([(best[labels == at] == at).mean() for at in range(len(CLASSES))])


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--model", required=True, help="folder with config.json, model.safetensors and the tokenizer")
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, default=Path("crates/understand/data/labels/teacher.bin"))
    asked = ask.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(asked.model)

    def tokens_of(texts):
        plain = [re.sub(r"https?://\S+", "http", re.sub(r"@\w+", "@user", text)) for text in texts]
        return tokenizer(plain, truncation=True, max_length=64)["input_ids"]

    train = rows(asked.data / "sentiment/train.tsv")
    texts = [text for _, text in train]
    labels = numpy.array([CLASSES[label] for label, _ in train])
    prior = numpy.log(numpy.bincount(labels) / len(labels))
    tokens = tokens_of(texts)
    net = tuned(asked.model, tokens, labels)
    for name in ("val", "devtest"):
        measured = rows(asked.data / f"sentiment/{name}.tsv")
        wanted = numpy.array([CLASSES[label] for label, _ in measured])
        on = shares(net, tokens_of([text for _, text in measured]))
        print(f"{name}: macro recall {recall(on, wanted, prior):.2f}")
    posts = {digest(text): text for name in UNLABELLED for _, text in rows(asked.data / name / "train.tsv")}
    thought = dict(zip(posts, shares(net, tokens_of(posts.values()))))
    with asked.out.open("wb") as file:
        for key in sorted(thought):
            negative, _, positive = (round(share * 255) for share in thought[key])
            file.write(key[:6] + bytes([negative, min(positive, 255 - negative)]))
    print(f"{asked.out}: {len(thought)} posts")


if __name__ == "__main__":
    main()
