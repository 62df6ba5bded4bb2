"""Growing: a larger network says what the smaller one said, and a package gives back the network that was put into it."""

import importlib.util
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

HAVE = all(importlib.util.find_spec(name) for name in ("torch", "numpy", "onnx"))

if HAVE:
    import torch

    from scoremodel import features, grow, package, train
    from scoremodel.model import CONFIGS, Config, ScoreModel


def scores(model, seed=4, length=200):
    with torch.no_grad():
        return model(torch.tensor([features.rows(package.walk(seed, length))]))[0]


@unittest.skipUnless(HAVE, "PyTorch, NumPy or onnx is not there")
class GrowTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.manual_seed(3)
        cls.small = ScoreModel(CONFIGS["tiny"]).eval()
        with torch.no_grad():
            for p in cls.small.parameters():
                p.normal_(std=0.2)

    def larger(self, **fields):
        return Config(**dict(self.small.config.to_json(), **fields))

    def assert_same(self, model, other):
        self.assertLess(float((scores(model) - scores(other)).abs().max()), 1e-4)

    def test_more_layers_and_a_wider_one_say_the_same(self):
        for fields in ({"layers": 3}, {"layers": 5}, {"hidden": 96}, {"layers": 4, "hidden": 80}):
            grown = grow.grow(self.small, self.larger(**fields)).eval()
            self.assert_same(self.small, grown)
            self.assertGreater(grown.size(), self.small.size())

    def test_new_layers_are_spread_and_each_old_one_stays_once(self):
        self.assertEqual([(0, False), (1, False), (1, True), (2, False), (3, False), (3, True)], grow.sources(4, 6))
        for old, new in ((1, 3), (2, 5), (4, 7), (4, 8), (3, 3)):
            chosen = grow.sources(old, new)
            self.assertEqual(new, len(chosen))
            self.assertEqual(list(range(old)), [source for source, copied in chosen if not copied])

    def test_what_is_new_learns(self):
        grown = grow.grow(self.small, self.larger(layers=3)).train()
        rows = torch.tensor([features.rows(package.walk(5, 80))])
        train.losses(grown, rows)[0].mean().backward()
        added = [i for i, (_, copied) in enumerate(grow.sources(2, 3)) if copied]
        for i in added:
            self.assertGreater(float(grown.blocks[i].out.weight.grad.abs().max()), 0)
            self.assertGreater(float(grown.blocks[i].down.weight.grad.abs().max()), 0)

    def test_a_model_grows_only_where_it_can_say_the_same(self):
        for fields in ({"width": 64}, {"context": 512}, {"kv_heads": 4}, {"layers": 1}, {"hidden": 32}):
            with self.assertRaises(ValueError):
                grow.grow(self.small, self.larger(**fields))

    def test_a_package_gives_back_its_network(self):
        with tempfile.TemporaryDirectory() as folder:
            package.tiny(folder, 2)
            model, origin = grow.parent(folder)
            torch.manual_seed(2)
            made = ScoreModel(CONFIGS["tiny"])
            with torch.no_grad():
                for p in made.parameters():
                    p.normal_(std=0.2)
            self.assert_same(made.eval(), model.eval())
            self.assertEqual(("score-tiny 0.0.2", 0), (origin["package"], origin["tokensSeen"]))

    def test_attention_in_spans_is_attention(self):
        from scoremodel import model as network
        kept, network.SPAN = network.SPAN, 1000
        try:
            whole = scores(self.small)
            network.SPAN = 48
            self.assertLess(float((scores(self.small) - whole).abs().max()), 1e-4)
        finally:
            network.SPAN = kept


if __name__ == "__main__":
    unittest.main()
