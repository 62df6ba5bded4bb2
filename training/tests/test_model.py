"""The network, its graph and a package: needs PyTorch, NumPy and onnx."""

import importlib.util
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

HAVE = all(importlib.util.find_spec(name) for name in ("torch", "numpy", "onnx"))

if HAVE:
    import numpy as np
    import onnx
    import torch

    from scoremodel import bloom, codec, features, generate, graph, measures, package, vocabulary as v
    from scoremodel.model import CONFIGS, ScoreModel
    from scoremodel.sampling import Rules


@unittest.skipUnless(HAVE, "PyTorch, NumPy or onnx is not there")
class ModelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.manual_seed(3)
        cls.model = ScoreModel(CONFIGS["tiny"]).eval()
        with torch.no_grad():
            for p in cls.model.parameters():
                p.normal_(std=0.2)

    def test_step_by_step_gives_what_one_call_gives(self):
        rows = torch.tensor([features.rows(package.walk(5, 60))])
        c = self.model.config
        with torch.no_grad():
            whole, _ = self.model(rows)
            past = [tuple(torch.full((1, c.kv_heads, 64, c.head), 9.0) for _ in range(2)) for _ in range(c.layers)]
            for t in range(rows.shape[1]):
                scores, fresh = self.model(rows[:, t:t + 1], torch.tensor([t]), past)
                self.assertLess(float((scores[0, 0] - whole[0, t]).abs().max()), 1e-4)
                for layer in range(c.layers):
                    for kind in (0, 1):
                        past[layer][kind][:, :, t] = fresh[layer][kind][:, :, 0]

    def test_a_later_token_changes_nothing_before_it(self):
        tokens = package.walk(6, 50)
        rows = torch.tensor([features.rows(tokens)] * 2)
        rows[1, 30:] = 0
        with torch.no_grad():
            scores, _ = self.model(rows)
        self.assertLess(float((scores[0, :30] - scores[1, :30]).abs().max()), 1e-5)

    def test_the_graph_has_the_inputs_and_outputs_that_the_package_names(self):
        made = graph.build(self.model)
        inputs, outputs = graph.io(self.model.config)

        def shapes(values):
            return [(x.name, [d.dim_param or d.dim_value for d in x.type.tensor_type.shape.dim]) for x in values]
        self.assertEqual(shapes(made.graph.input), [(n, s) for n, _, s in inputs])
        self.assertEqual(shapes(made.graph.output), [(n, s) for n, _, s in outputs])
        onnx.checker.check_model(made, full_check=True)

    def test_the_weights_in_the_graph_are_those_of_the_model(self):
        kept = {t.name: onnx.numpy_helper.to_array(t) for t in graph.build(self.model).graph.initializer}
        np.testing.assert_array_equal(kept["b1_w_down"], self.model.blocks[1].down.weight.detach().numpy().T)
        np.testing.assert_array_equal(kept["word_bias"], self.model.bias.detach().numpy())

    def test_a_package_lists_every_file_with_its_hash(self):
        with tempfile.TemporaryDirectory() as folder:
            package.tiny(folder, 1)
            with open(os.path.join(folder, "model.json"), encoding="utf-8") as file:
                manifest = json.load(file)
            listed = {entry["path"] for entry in manifest["files"]}
            self.assertEqual(set(os.listdir(folder)) - {"model.json", "README.md"}, listed)
            for entry in manifest["files"]:
                self.assertEqual(entry, package.file_entry(folder, entry["path"], entry["role"]))

    def test_codec_packages_list_their_files_and_name_their_graphs_ports(self):
        for shape in ("tiny", "depth-tiny"):
            with self.subTest(shape), tempfile.TemporaryDirectory() as folder:
                manifest = codec.tiny(folder, 1, shape)
                listed = {entry["path"] for entry in manifest["files"]}
                self.assertEqual(set(os.listdir(folder)) - {"model.json", "README.md"}, listed)
                for entry in manifest["files"]:
                    self.assertEqual(entry, package.file_entry(folder, entry["path"], entry["role"]))
                parts = [("graph.onnx", manifest), ("decoder.onnx", manifest["decoder"])]
                parts += [("depth.onnx", manifest["depth"])] if "depth" in manifest else []
                for name, part in parts:
                    made = onnx.load(os.path.join(folder, name))
                    self.assertEqual([x.name for x in made.graph.input], [x["name"] for x in part["inputs"]])
                    self.assertEqual([x.name for x in made.graph.output], [x["name"] for x in part["outputs"]])

    def test_a_delayed_codebook_stands_as_many_steps_later(self):
        s = codec.SHAPES["tiny"]
        rows = codec.delayed(s, torch.arange(24).view(6, 4))
        self.assertEqual([s.none] * 4, rows[0].tolist())
        self.assertEqual([0, s.none, s.none, s.none], rows[1].tolist())
        self.assertEqual([12, 9, 6, 3], rows[4].tolist())

    def test_written_music_keeps_its_plan_and_its_bars(self):
        tokens = package.walk(8, 150)
        last = max(i for i, t in enumerate(tokens) if t == v.BAR)
        plan = generate.Plan.of(tokens[:last])
        known = bloom.build(np.arange(1, 100, dtype=np.uint64))
        rules = Rules(melodies=bloom.Filter(known), copies=False)
        first, second = (generate.with_model(self.model, [plan] * count, rules, 4)[0] for count in (1, 3))
        self.assertEqual(first, second, "alone and in a batch")
        self.assertEqual(generate.Plan.of(first).bars, plan.bars)
        bars = measures.bars_of(first)
        self.assertEqual(0, measures.bad_bars([bars]))
        for bar in bars:
            for role, (density, _) in bar.controls.items():
                fewest, most = v.density_bounds(density, v.METRES[bar.metre][0])
                self.assertLessEqual(fewest, len(measures.notes(bar, role)))
                if most is not None:
                    self.assertLessEqual(len(measures.notes(bar, role)), most)


@unittest.skipUnless(HAVE, "PyTorch, NumPy or onnx is not there")
class FilterTests(unittest.TestCase):
    def test_what_went_in_is_found_and_little_else(self):
        draw = np.random.default_rng(1)
        numbers = draw.integers(0, 2 ** 63, 5000).astype(np.uint64)
        kept = bloom.Filter(bloom.build(numbers))
        self.assertTrue(kept.contains(numbers).all())
        self.assertLess(kept.contains(draw.integers(0, 2 ** 63, 20000).astype(np.uint64)).mean(), 0.02)

    def test_shapes_know_transpositions_and_not_other_rhythms(self):
        onsets, pitches = np.arange(8) * 12, np.array([60, 62, 64, 65, 67, 65, 64, 60])
        same = bloom.shapes(onsets + 960, pitches + 5)
        self.assertEqual(bloom.shapes(onsets, pitches).tolist(), same.tolist())
        self.assertNotEqual(bloom.shapes(onsets * 2, pitches).tolist(), same.tolist())
        self.assertEqual(bloom.shapes(onsets * 2, pitches, False).tolist(), bloom.shapes(onsets, pitches, False).tolist())

    def test_splitmix_gives_the_published_first_number(self):
        # The first output of SplitMix64 from seed 0, as in the reference implementation by S. Vigna.
        self.assertEqual(int(bloom.splitmix(np.array([0], np.uint64))[0]), 0xE220A8397B1DCDAF)


if __name__ == "__main__":
    unittest.main()
