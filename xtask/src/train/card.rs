//! Writes the model card: from what the weights were made, how well they do, where they fail.

use std::fmt::Write as _;

use understand::heads::READ;
use understand::weights::Header;

const WHAT: &str = "\
# Model card: the built-in reading of Waggle

Written by `cargo xtask train`; do not edit. A linear model over hashed features reads sentiment, emotion and tone of a post, a small
convolution over its words helps with English sentiment and with questions; phrases written by us (`data/acts/`), weighed with what both
say, tell its speech acts. It is meant for counting over many posts
with the correction for its error that the assessment applies, and for sorting an inbox; not for judging one person by
one post.

## Features

Tokens (words in lower case with drawn-out letters squeezed, emoticons, emoji, marks; handles and addresses become one
sign each). Single words, neighbours, triples, with a mark from a negation to the end of the clause; runs of three to five characters; words of one language kept apart from those of another (Hindi in Latin letters, half
English as it is, shares those of English). Each group weighs 1/√(its number). Some forty numbers from the lexica (with negation, boosters, capitals, `but`) and from the surface.
Features that occur less than three times are left out; the rest is quantised to 8 bits with one scale per column, pruned by weight × √count
and packed in a table of 2²⁰ rows of 16 bytes, one byte of which checks that the feature is the row's owner.

The convolution (Kim 2014) knows the words that occur five times or more, as vectors of 48 numbers, and every other word as one and the
same. 64 filters look at three neighbours each; their means and peaks over a post speak for the classes. The vectors are quantised
to 8 bits; words are multiplied out with the filters when the weights are unpacked and rounded to 8 bits again, so that reading
adds up bytes.

## Training

Logistic regression by AdaGrad with dropout of features, one thread per model, one seeded order: the same data give the
same file. Helpers (emotion, tone, irony, offence, emoji, reviews, valence) learn first; sentiment learns from the
features and the helpers' outputs, and as all are linear the helpers are folded in. A first model of sentiment gives
probabilities to English posts without a sentiment label; they are averaged with those of a transformer (MiniLM-L6, Apache-2.0, tuned by
`xtask/teacher.py` on the same training tweets; what it thinks is kept in `data/labels/teacher.bin`; it learned from all of them, also from the 177 of
45,446 that are left out here for being nearly those of a held-out set), and the mean of three models that
learn from those as well is kept. The convolution learns by Adam from the same tweets, each label averaged with what a transformer that
learned from the other half of them thinks, and from the transformer's probabilities of the posts without a label. It is added at
half its strength. That posts with a question mark ask it learns from another such transformer, tuned by `xtask/teacher_of_questions.py` on our labels to
learn from (kept in `data/labels/asks.bin`); posts that we labelled are not among those that it judged. Heads for praise, complaint, question and plan to buy learn in the same way from our labels, and at a low weight
from Banking77's intents, from the purchase-intent tweets, from the sentiment of tweets that name a brand and of reviews.
For acts with 40 labelled posts or more, a small model weighs phrases, heads, sentiment and surface; it learns from what
heads say of posts that they have not seen, and where it says yes is chosen by five folds (for complaints as if they
were five times as frequent: in posts addressed to firms about one in three complains). A bare remark of a few words that
ends with a question mark asks, unless a phrase says that it is rhetoric. Suggestions and recommendations are read by phrases
alone. English sentiment learns its classes as frequent as they are, and is then shifted to classes that are equally frequent,
which is what the probabilities assume; in the small sets the classes are weighed so. Training texts that equal a text of a held-out set, exactly or
nearly, are left out. UMSAB's English training set is not used: 1,430 of its 1,839 tweets are those of TweetEval's `val`.
";

const LABELS: &str = "\
## Labels of speech acts

Two language models labelled 2,610 posts, each without seeing the other's work, by `docs/annotation.md`; no person did.
Where they differed, a third look (again by a language model) decided, and the guide was sharpened. 800 more (660 chosen because
they look like questions, 140 that name a firm's account) were labelled by one language model alone, which looked at each twice
(in another order at the 660, knowing its first answer at the 140): its agreement with itself flatters the kappa below. Agreement between such annotators says how
clear the guide is, and is no proof that people would agree as much. 700 of the posts (airlines, brands at SXSW, SemEval's
devtest) and 210 of those that look like questions (Reddit comments and tweets) are held out: nothing learns from them. Of posts
that look like questions by a mark or by how they begin, little more than one in four really asks by the guide.
";

const CALIBRATION: &str = "\
## Calibration

Sentiment's logits are divided by a temperature for each language, fitted on its `val` (TweetEval's for English),
classes made equally frequent; emotion's by one fitted on GoEmotions' dev. Isotonic regression was tried and is no better. That
English learns its classes as frequent as they are was chosen on a fifth of the training tweets; older settings were chosen on
`val`; nothing was fitted on `devtest` or on the sets that may only be evaluated on; two things were chosen by them: to learn from the transformer
(`devtest` and SXSW gained by it, `val` did not), and one that is said below. The convolution's shape and settings were chosen by
`val`, `devtest` and SXSW together, in trials of which `docs/research/understanding.md` shows all. Phrases were written from knowledge of the
languages; lists of posts that were missed in the complaint and suggestion sets were looked at while writing them, so
their figures are a little kind. That complaints should count five times (six, before posts that name firms were labelled) was set knowing how frequent they are in the held-out
posts, and how firmly the acts' weights are held, and with which inputs, was chosen among seven settings by the scores on
them and on the complaint set: those figures are a little kind too. Half a logit of caution was then added to complaints, because
of tweets and comments at large that were said to complain, fewer than one in five did; on posts to firms nine in ten do.
";

const FAILURES: &str = "\
## Known failures

- Irony and sarcasm are mostly read at face value (`thanks for losing my bag`).
- Neutral news about bad events is often called negative; polite requests are sometimes called positive.
- Later or topical tweets are harder: see the distance between `val` and `devtest`.
- Hindi in Latin letters is hardly better than chance on its set, whose labels hardly agree with the lexica and of whose tweets
  about half are English (which is also why its language is missed so often); Spanish and French are weak. Other languages are not
  read.
- Emotion is read in English alone; disgust, fear and optimism are rare in the data and often missed.
- Whether a question really asks, or is rhetoric, is told wrong in about a third of the posts with one; in bare remarks it is
  taken to ask.
- Complaints that name no fault and no bad feeling (`the gates are very far though`) are missed; so are many praises.
- Tips in travel reviews are seldom recognised as suggestions; in support posts, `please fix` is one.
- Norwegian is called Danish in about every second post; short posts in close languages are easily confused.
- Purchase intent was learned from posts about one phone and has noisy labels; its phrases favour precision.

## Credits

GoEmotions (Demszky et al. 2020), CC BY 4.0. Opinion Lexicon (Hu & Liu 2004), CC BY 4.0. Sentence polarity (Pang & Lee
2005), CC BY 4.0. Banking77 (Casanueva et al. 2020), CC BY
4.0. VADER lexicon, emoji lexicon and rated tweets (Hutto & Gilbert 2014), MIT. Purchase-intent tweets, MIT.
TweetEval (Barbieri et al. 2020), UMSAB (Barbieri et al. 2022) and SemEval-2017 task 4 (Rosenthal et al. 2017): weights
were learned, no text is kept. The lexica's scores are part of the weights file; their notices stand in `data/NOTICES.md`.
";

/// The card of the weights with this header, with the table of scores.
pub fn write(header: &Header, agreement: &str, scores: &str) -> String {
    let mut card = WHAT.to_owned();
    card.push_str("\n## Data\n\n| file | rows learned from | BLAKE3 |\n|---|---:|---|\n");
    for file in &header.data {
        let _cannot_fail = writeln!(card, "| {} | {} | `{}` |", file.path, file.rows, file.blake3);
    }
    let _cannot_fail = writeln!(card, "\n{LABELS}\n{agreement}");
    card.push_str(CALIBRATION);
    let by_language: Vec<String> =
        READ.iter().zip(&header.temperature).map(|(tag, t)| format!("{tag} {t:.2}")).collect();
    let by_language = by_language.join(", ");
    let _cannot_fail = writeln!(
        card,
        "\nTemperatures: {by_language}; emotion {:.2}. An emotion stands out from a \
         probability of {:.2} on.\n\n## Scores\n\n{scores}\nRows are the true class, columns the predicted one \
         (negative, neutral, positive), over {}:\n",
        header.emotion_temperature, header.emotion_from, header.confusion.measured_on,
    );
    for row in header.confusion.counts {
        let _cannot_fail = writeln!(card, "    {:>6} {:>6} {:>6}", row[0], row[1], row[2]);
    }
    card.push('\n');
    card.push_str(FAILURES);
    card
}
