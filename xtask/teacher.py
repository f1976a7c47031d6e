"""Makes crates/understand/data/labels/teacher.bin: what a small transformer, tuned on the training tweets of sentiment,
thinks of posts. The trainer of the built-in model learns from it; nobody needs this script to train or to use Waggle.

    pip install torch transformers
    python3 xtask/teacher.py --model FOLDER_OF_MINILM [--data ../shared/data] [--keep FOLDER]

Posts of the other sets, which have no label of sentiment, are judged by a model that learned from all training tweets,
also from the few that are nearly those of a held-out set. Each half of the training tweets is judged by a model that
learned from the other half. With --keep the first model is written as Hugging Face models usually are, its classes made
equally frequent, so that Waggle can take it for its second reading.
Half an hour on two cores that multiply bfloat16; another machine, other bits.
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
from transformers import AutoModelForSequenceClassification, AutoTokenizer

CLASSES = {"negative": 0, "neutral": 1, "positive": 2}
UNLABELLED = ["emoji", "offensive", "irony", "goemotions", "emotion"]
BATCH = 64
RATE = 1.5e-4
EPOCHS = 3
EPOCHS_OF_HALF = 2


def rows(path, columns=2):
    """The first cells of each line behind the header: label and text."""
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t")[:columns] for line in lines if line]


def digest(text):
    return hashlib.sha256(text.strip().encode()).digest()


def padded(tokens, batch):
    longest = max(len(tokens[at]) for at in batch)
    padding = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros_like(padding)
    for row, at in enumerate(batch):
        padding[row, : len(tokens[at])] = torch.tensor(tokens[at])
        mask[row, : len(tokens[at])] = 1
    return padding, mask


def cut(tokenizer, texts):
    plain = [re.sub(r"https?://\S+", "http", re.sub(r"@\w+", "@user", text)) for text in texts]
    return tokenizer(plain, truncation=True, max_length=64)["input_ids"]


def batches(tokens, order, size):
    """Texts of like length together, in an order that chance made."""
    for start in range(0, len(order), size * 50):
        near = sorted(order[start : start + size * 50], key=lambda at: len(tokens[at]))
        groups = [near[at : at + size] for at in range(0, len(near), size)]
        random.shuffle(groups)
        yield from groups


def tuned(folder, tokens, wanted, loss, classes, epochs, seed, size=BATCH, **names):
    torch.manual_seed(seed)
    random.seed(seed)
    net = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=classes, **names)
    order = list(range(len(tokens)))
    steps = epochs * math.ceil(len(order) / size)
    warm = int(0.06 * steps)
    step_of = lambda at: (at + 1) / warm if at < warm else max(0, (steps - at) / (steps - warm))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, step_of)
    net.train()
    for epoch in range(epochs):
        random.shuffle(order)
        for batch in batches(tokens, order, size):
            optimiser.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = logits(net, tokens, batch)
            loss(out.float(), [wanted[at] for at in batch]).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {epochs}", flush=True)
    return net


def by_class(out, wanted):
    return torch.nn.functional.cross_entropy(out, torch.tensor(wanted), label_smoothing=0.05)


def logits(net, tokens, batch):
    padding, mask = padded(tokens, batch)
    return net(input_ids=padding, attention_mask=mask).logits


def outputs(net, tokens):
    net.eval()
    found = numpy.zeros((len(tokens), net.num_labels))
    order = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 2 * BATCH):
            batch = order[start : start + 2 * BATCH]
            found[batch] = logits(net, tokens, batch).float().numpy()
    return found


def shares(net, tokens):
    powers = numpy.exp(outputs(net, tokens))
    return powers / powers.sum(1, keepdims=True)


def recall(found, labels, prior):
    """Macro recall in per cent, with classes made equally frequent."""
    best = (numpy.log(found) - prior).argmax(1)
    return 100 * numpy.mean([(best[labels == at] == at).mean() for at in range(len(CLASSES))])


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--model", required=True, help="folder with config.json, model.safetensors and the tokenizer")
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--out", type=Path, default=Path("crates/understand/data/labels/teacher.bin"))
    ask.add_argument("--keep", type=Path, help="where to write the tuned model")
    asked = ask.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(asked.model)

    train = rows(asked.data / "sentiment/train.tsv")
    texts = [text for _, text in train]
    labels = numpy.array([CLASSES[label] for label, _ in train])
    prior = numpy.log(numpy.bincount(labels) / len(labels))
    tokens = cut(tokenizer, texts)
    names = dict(id2label={at: name for name, at in CLASSES.items()}, label2id=CLASSES)
    tune = lambda of, epochs, seed: tuned(
        asked.model, [tokens[at] for at in of], labels[of].tolist(), by_class, len(CLASSES), epochs, seed, **names
    )
    net = tune(range(len(tokens)), EPOCHS, seed=1)
    for name in ("val", "devtest"):
        measured = rows(asked.data / f"sentiment/{name}.tsv")
        wanted = numpy.array([CLASSES[label] for label, _ in measured])
        on = shares(net, cut(tokenizer, [text for _, text in measured]))
        print(f"{name}: macro recall {recall(on, wanted, prior):.2f}", flush=True)
    posts = {digest(text): text for name in UNLABELLED for _, text in rows(asked.data / name / "train.tsv")}
    thought = dict(zip(posts, shares(net, cut(tokenizer, posts.values()))))
    if asked.keep:
        with torch.no_grad():
            net.classifier.bias -= torch.tensor(prior, dtype=torch.float32)
        net.save_pretrained(asked.keep)
        tokenizer.save_pretrained(asked.keep)
    half_of = numpy.array([digest(text)[7] % 2 for text in texts])
    for half in (0, 1):
        learned, judged = numpy.flatnonzero(half_of != half), numpy.flatnonzero(half_of == half)
        net = tune(learned, EPOCHS_OF_HALF, seed=10 + half)
        on = shares(net, [tokens[at] for at in judged])
        print(f"half {half}: macro recall {recall(on, labels[judged], prior):.2f}", flush=True)
        thought.update((digest(texts[at]), found) for at, found in zip(judged, on))
    with asked.out.open("wb") as file:
        for key in sorted(thought):
            negative, _, positive = (round(share * 255) for share in thought[key])
            file.write(key[:6] + bytes([negative, min(positive, 255 - negative)]))
    print(f"{asked.out}: {len(thought)} posts")


if __name__ == "__main__":
    main()
