"""prepare and train end to end on a few random pieces."""

import importlib.util
import json
import lzma
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

HAVE = all(importlib.util.find_spec(name) for name in ("torch", "numpy", "onnx"))

if HAVE:
    import torch

    from scoremodel import package, prepare, train, windows
    from test_words import random_piece


@unittest.skipUnless(HAVE, "PyTorch, NumPy or onnx is not there")
class RunTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        for split, seeds in (("train", range(12)), ("valid", range(20, 24))):
            with lzma.open(os.path.join(cls.folder.name, "scores.%s.jsonl.xz" % split), "wt") as file:
                for seed in seeds:
                    file.write(json.dumps(random_piece(seed)) + "\n")
        cls.prepared = os.path.join(cls.folder.name, "prepared")
        cls.manifest = prepare.prepare(cls.folder.name, cls.prepared)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_to(self, name, steps=6, grow_from=None):
        return train.train(self.prepared, os.path.join(self.folder.name, name), "tiny", 5, steps, batch=2, every=4,
                           checkpoint_minutes=0, windows_held=2, grow_from=grow_from)

    def test_the_manifest_names_the_snapshot_by_its_hash(self):
        path = os.path.join(self.folder.name, "scores.train.jsonl.xz")
        self.assertEqual(prepare.sha256(path), self.manifest["splits"]["train"]["sha256"])
        self.assertEqual({"test | CC0-1.0": 12}, self.manifest["splits"]["train"]["pieces"])

    def test_a_run_begins_as_the_checkpoint_or_package_it_is_grown_from(self):
        earlier = self.run_to("earlier")
        checkpoint = os.path.join(self.folder.name, "earlier", "checkpoint.pt")
        folder = os.path.join(self.folder.name, "package")
        exported = package.export(checkpoint, folder, "score-test", "1.0.0")
        for parent in (checkpoint, folder):
            grown = self.run_to("grown-" + os.path.basename(parent), steps=5, grow_from=parent)
            self.assertEqual((0, 0), grown["state"]["curve"][0][:2])
            self.assertAlmostEqual(earlier["state"]["best"], grown["state"]["curve"][0][4], 4)
            self.assertEqual(earlier["state"]["tokens"], grown["parent"]["tokensSeen"])
        self.assertIsNone(exported["training"]["parent"])
        evaluation = os.path.join(self.folder.name, "evaluation.json")
        found = {"checkpoint": {"step": 6, "tokens": earlier["state"]["tokens"]}, "likelihood": [], "columns": [], "measures": [],
                 "notes": [], "sample": dict(exported["sample"], melodyLeapSemitones=12)}
        with open(evaluation, "w") as file:
            json.dump(found, file)
        again = package.export(folder, folder, "score-test", "1.0.1", evaluation=evaluation)
        self.assertEqual((exported["files"], 12), (again["files"], again["sample"]["melodyLeapSemitones"]))
        self.assertNotIn("sample", again["evaluation"])
        again = package.export(os.path.join(self.folder.name, "grown-package", "checkpoint.pt"), folder, "score-test", "1.1.0")
        self.assertEqual("score-test 1.0.0", again["training"]["parent"]["package"])
        with open(os.path.join(folder, "README.md"), encoding="utf-8") as file:
            self.assertIn("It began as `score-test 1.0.0`", file.read())

    def test_a_run_that_was_stopped_ends_where_an_unbroken_one_does(self):
        whole = self.run_to("whole")
        drawn = windows.Sampler.batch

        def stopping(sampler, step, size):
            if sampler.seed == 5 and step == 3:
                raise KeyboardInterrupt
            return drawn(sampler, step, size)
        windows.Sampler.batch = stopping
        try:
            with self.assertRaises(KeyboardInterrupt):
                self.run_to("broken")
        finally:
            windows.Sampler.batch = drawn
        resumed = self.run_to("broken")
        self.assertEqual(whole["state"]["step"], resumed["state"]["step"])
        for name, weights in whole["model"].items():
            self.assertTrue(torch.equal(weights, resumed["model"][name]), name)


if __name__ == "__main__":
    unittest.main()
