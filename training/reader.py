"""Trains the embedded reader's network and writes `models/reader` with its card.

    python -m training.reader --folds      cross-validates by groups of author files; the answers stay in the cache
    python -m training.reader              the folds where they are missing, then the network to ship, checked

The folds come first: temperatures, thresholds and the abstention are learnt from answers about authors that were
not trained on. data/dev/reflections.jsonl is looked at only to report.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from embedded import Words
from training import encoder_source
from training.reader_batches import Store, Table
from training.reader_card import Report, write_card
from training.reader_check import check
from training.reader_data import (
    FILES,
    GROUPS,
    SIGNALS,
    SINGLE,
    VALUES,
    VERDICTS,
    Example,
    fingerprint,
    held_out_examples,
    reflections,
    single_sentences,
)
from training.reader_export import write_facts, write_network
from training.reader_figures import Score, Told, bag_of_words, calibrate, labels, score
from training.reader_fit import Recipe, answers, fit
from training.reader_net import Network
from training.reader_wording import fit_wording, with_wording

NAMES = tuple("".join(group) for group in GROUPS)
FITS = (*NAMES, "whole")
_BEGUN = time.monotonic()


class Workshop:
    """What every fit needs: the untrained weights, the word table, the data.

    A fit that was done stays in the cache under the hash of the data and its recipe: a run that was cut off goes on.
    """

    def __init__(self, cache: Path, data: Path, models: Path, recipe: Recipe) -> None:
        self.data, self.models, self.recipe = data, models, recipe
        self.source = encoder_source.read(encoder_source.fetch(cache))
        self.table = Table(Words.load(models / "encoder"))
        self.reflections = reflections(data)
        self.sentences = single_sentences(data)
        self._store: Store | None = None
        self.kept = cache / f"reader-{fingerprint(data)[:8]}-{recipe.fingerprint}"
        self.kept.mkdir(parents=True, exist_ok=True)

    @property
    def store(self) -> Store:
        """All examples, prepared when the first fit asks."""
        if self._store is None:
            self._store = Store(Network(self.source), self.table, self.reflections, self.sentences)
        return self._store

    def network(self, name: str, learnt: Sequence[Example]) -> Network:
        """A network fitted to the examples, or the one that was."""
        path = self.kept / f"{name}.pt"
        if not path.exists():
            network = fit(self.source, self.store, learnt, self.recipe, log=lambda line: _say(f"{name}: {line}"))
            torch.save(network.state_dict(), path)
        network = Network(self.source)
        network.load_state_dict(torch.load(path, weights_only=True))
        return network.eval()

    def left_out(self, group: Sequence[str]) -> dict[str, Told]:
        """The answers about the files of a group of a reader that saw none of them, by file."""
        both = [*self.reflections, *self.sentences]
        learnt = [example for example in both if example.file not in group]
        asked = [example for example in both if example.file in group]
        whole = [example for example in learnt if example.verdict is not None]
        single = [example for example in learnt if example.verdict is None]
        told = with_wording(self.told(f"without-{''.join(group)}", learnt, asked), fit_wording(whole, single))
        return {file: told.chosen([one.file == file for one in asked]) for file in group}

    def told(self, name: str, learnt: Sequence[Example], asked: Sequence[Example]) -> Told:
        """The answers about `asked` of the network fitted to `learnt`, its wording aside."""
        path = self.kept / f"{name}.npz"
        if not path.exists():
            found = answered(self.network(name, learnt), self.table, asked)
            np.savez(path, verdict=found.verdict, lenses=found.lenses, signals=np.concatenate(found.signals))
        with np.load(path) as stored:
            ends = np.cumsum([len(example.sentences) for example in asked])[:-1]
            return Told(list(asked), stored["verdict"], stored["lenses"], np.split(stored["signals"], ends))


def answered(network: Network, table: Table, asked: Sequence[Example]) -> Told:
    """The network's answers about the examples, calculated at full precision."""
    network.halved = False
    verdict = np.zeros((len(asked), len(VERDICTS)))
    lenses = np.zeros((len(asked), 3, len(VALUES)))
    signals = [np.zeros((0, len(SIGNALS)))] * len(asked)
    for at, found in answers(network, table, [example.laid_out() for example in asked]):
        verdict[at], lenses[at], signals[at] = found.verdict.numpy(), found.lenses.numpy(), found.signals.numpy()
    return Told(list(asked), verdict, lenses, signals)


def ship(shop: Workshop) -> None:
    """Fits to all authors and writes the network with its calibration and card."""
    folds = {file: told for group in GROUPS for file, told in shop.left_out(group).items()}
    sentences = folds.pop(SINGLE)
    whole = Told.joined(list(folds.values()))
    calibration = calibrate(whole, labels(whole.examples), np.concatenate(whole.signals))
    network = shop.network("whole", shop.reflections + shop.sentences)
    wording = fit_wording(shop.reflections, shop.sentences)
    out = shop.models / "reader"
    write_network(network, wording, shop.source, out)
    trained = {
        "data": fingerprint(shop.data),
        "files": FILES,
        "recipe": shop.recipe.as_json(),
        "torch": torch.__version__,
    }
    write_facts(calibration, trained, out)
    agreement = check(network, wording, shop.table, shop.data, shop.models)
    report = Report.of(
        folds=folds,
        sentences=sentences,
        calibration=calibration,
        dev=agreement,
        dev_words=_words_on_dev(shop),
    )
    write_facts(calibration, trained, out, report.figures())
    write_card(report, trained, out)
    _say((out / "card.md").read_text(encoding="utf-8"))


def _words_on_dev(shop: Workshop) -> Score:
    asked = held_out_examples(shop.data)
    gold = np.array([VERDICTS.index(example.verdict) for example in asked if example.verdict is not None])
    return score(asked, gold, bag_of_words(shop.reflections, asked))


def _say(line: str) -> None:
    print(f"[{time.monotonic() - _BEGUN:5.0f} s] {line}", flush=True)


def main() -> None:
    """Trains; run from the project's folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", nargs="*", choices=FITS, help="only these fits (all when none is named)")
    parser.add_argument("--cache", type=Path, default=Path("out/training"))
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--threads", type=int, default=1, help="two folds side by side beat two threads")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    shop = Workshop(chosen.cache, chosen.data, chosen.models, Recipe())
    if chosen.folds is None:
        ship(shop)
        return
    for name in chosen.folds or FITS:
        _do(shop, name)


def _do(shop: Workshop, name: str) -> None:
    """One of the fits, so that several can be done side by side; `ship` finds it in the cache."""
    if name == "whole":
        shop.network(name, shop.reflections + shop.sentences)
    else:
        shop.left_out(GROUPS[NAMES.index(name)])


if __name__ == "__main__":
    main()
