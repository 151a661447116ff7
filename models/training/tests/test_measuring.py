"""The measuring tools on made-up input whose answer is known."""

import collections
import json
from types import SimpleNamespace

import numpy as np
import pytest
import torch

import ablate
import cross_validate
import degrade
import evaluate
import leave_out
import map_check
import mesonet
import robustness
import skin_tone
import temporal
import through_extension
import train
import views
from batches import PAIRS
from data import Face
from fold import still_logits, trimmed_mean
from leave_out import pairs_without
from network import SeamFace
from paths import CATALOG

POINTS = np.array([[70, 80], [130, 80], [100, 110], [100, 140], [40, 90], [160, 90]], np.float32)


def test_skin_tone_follows_the_cheeks():
    pale, dark = (np.full((200, 200, 3), colour, np.uint8) for colour in ((240, 215, 200), (70, 45, 30)))
    assert skin_tone.bucket_of(skin_tone.typology_angle(pale, POINTS)) == "light"
    assert skin_tone.bucket_of(skin_tone.typology_angle(dark, POINTS)) == "dark"
    mixed = dark.copy()
    mixed[:60] = 255  # forehead and hair do not count
    assert skin_tone.typology_angle(mixed, POINTS) == pytest.approx(skin_tone.typology_angle(dark, POINTS))
    assert skin_tone.bucket_of(float("nan")) == "unknown"


def test_pointing_counts_hits_and_chance():
    boundary = np.zeros((2, 20, 20), np.float32)
    boundary[:, 10, 4:8] = 1
    maps = np.zeros((2, 20, 20), np.float32)
    maps[0, 10, 5], maps[1, 0, 19] = 5, 5
    hits, chance, cells = map_check.pointing(maps, boundary)
    assert hits == 0.5 and chance == pytest.approx(18 / 400) and 0.4 < cells < 0.8


def test_randomising_changes_the_layers_below_the_map_only():
    network = SeamFace()
    other = map_check.randomised(network, 12)
    same = [torch.equal(network.trunk[f"conv{i:02d}"].weight, other.trunk[f"conv{i:02d}"].weight) for i in range(20)]
    assert same == [True] * 12 + [False] * 7 + [True]


def test_track_features_on_known_tracks():
    rng = np.random.default_rng(1)
    odds, same = rng.normal(2, 1, 40), np.ones((40, 32)) / np.sqrt(32)
    features = dict(zip(temporal.FEATURES, temporal.features_of(odds, same, np.tile(rng.normal(size=400), (40, 1)))))
    assert features["trimmed mean"] == trimmed_mean(odds)
    assert features["embedding drift"] == pytest.approx(0) and features["map stability"] == pytest.approx(1, abs=1e-4)
    assert abs(features["lag-1 correlation"]) < 0.5 and features["share above 0"] > 0.9
    walk = temporal.features_of(np.cumsum(rng.normal(0, 0.1, 40)), same, rng.normal(size=(40, 400)))
    assert walk[2] > 0.6 and abs(walk[6]) < 0.2


def test_a_box_is_scaled_about_its_centre():
    assert temporal.scaled((10, 20, 40, 60), 0.5) == (20, 35, 20, 30)
    assert temporal.scaled((10, 20, 40, 60), 1) == (10, 20, 40, 60)


def test_stills_are_counted_by_their_own_limits():
    Face = collections.namedtuple("Face", "label")
    rows = [(Face("genuine"), None), (Face("genuine"), None), (Face("forged"), None)]
    limits = {"image": {"weak": 0.5, "moderate": 0.8, "strong": 0.9}, "track": {}}
    table = evaluate.still_level_table(rows, [0.79, 0.8, 0.95], limits)
    assert table == {"forged": {"stills": 1, "moderate": 1}, "genuine": {"stills": 2, "moderate": 1}}


def test_faces_are_followed_through_a_clip(monkeypatch):
    rng = np.random.default_rng(3)
    texture = degrade.blur(rng.integers(0, 255, (64, 64, 3)).astype(np.uint8), 1.5)
    frames, places = [], [(60 + 3 * i, 40 + 2 * i) for i in range(8)]
    for x, y in places:
        frame = np.full((240, 320, 3), 90, np.uint8)
        frame[y:y + 64, x:x + 64] = texture
        frames.append(frame)

    class Stored:
        box = (16.0, 16.0, 32.0, 32.0)

    boxes = temporal.boxes_in(frames, [(3, Stored, 32)], {Stored: texture})
    for index, (x, y) in enumerate(places):
        assert abs(boxes[index][0] - (x + 16)) <= 4 and abs(boxes[index][1] - (y + 16)) <= 4
    assert temporal.boxes_in(frames, [(3, Stored, 32)], {Stored: np.ascontiguousarray(texture[::-1, ::-1] // 2)}) is None


def test_attack_stays_in_its_budget_and_lowers_the_logits():
    torch.manual_seed(1)
    network = SeamFace().eval()
    face = np.full((160, 160, 3), 120, np.uint8)
    attacked = robustness.attack(network, [face], 4, steps=3)
    assert attacked.dtype == np.uint8 and np.abs(attacked[0].astype(int) - face).max() <= 4
    with torch.no_grad():
        before, after = (network(torch.from_numpy(p[None]).permute(0, 3, 1, 2).float() / 127.5 - 1)["logits"].sum()
                         for p in (face, attacked[0]))
    assert after < before


def test_screen_capture_keeps_size_and_picture():
    smooth = np.clip(np.add.outer(np.arange(160), np.arange(160))[..., None] * [0.5, 0.4, 0.3], 0, 255).astype(np.uint8)
    captured = degrade.screen_capture(smooth)
    assert captured.shape == smooth.shape and np.abs(captured.astype(int) - smooth).mean() < 6


def test_leaving_out_keeps_the_size_of_the_batch():
    kept = pairs_without(["repaint", "lip-sync"])
    assert "repaint" not in kept and "lip-sync" not in kept
    assert sum(kept.values()) == pytest.approx(sum(PAIRS.values()))


def test_a_run_names_all_that_it_and_its_start_saw(tmp_path, monkeypatch):
    monkeypatch.setattr(leave_out, "CACHE", tmp_path)
    made = []
    monkeypatch.setattr(train, "trained", lambda name, **changes: made.append(changes) or (tmp_path / "runs" / name).mkdir(parents=True))
    leave_out.trained_without(["dfdc", "ffpp"], SimpleNamespace(start=None, views=10, batch_share=1))
    first = tmp_path / "runs" / "without-dfdc-ffpp"
    assert leave_out.seen_by(first) == set(PAIRS) - {"dfdc", "ffpp"}
    assert "start" not in made[0] and "dfdc" not in made[0]["pairs"]
    leave_out.trained_without(["ffpp"], SimpleNamespace(start=first, views=10, batch_share=1))
    assert leave_out.seen_by(tmp_path / "runs" / "without-ffpp") == set(PAIRS) - {"ffpp"}
    assert made[1]["start"] == first / "average.npz"


def test_what_the_public_start_saw_cannot_be_left_out(tmp_path, monkeypatch, capsys):
    start = tmp_path / "start.npz"
    start.touch()
    monkeypatch.setattr("sys.argv", ["leave_out.py", "--views", "10", "--start", str(start), "--leave", "nothing", "lip-sync+dfdc"])
    with pytest.raises(SystemExit):
        leave_out.main()
    assert "has seen dfdc" in capsys.readouterr().err


def test_from_the_public_start_mesonet_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(leave_out, "CACHE", tmp_path)
    made = []
    monkeypatch.setattr(train, "trained", lambda name, **changes: made.append(changes) or (tmp_path / "runs" / name).mkdir(parents=True))
    start = tmp_path / "start.npz"
    start.touch()
    leave_out.trained_without([], SimpleNamespace(start=start, views=10, batch_share=1))
    assert made[0]["start"] == start and made[0]["pairs"] == PAIRS
    assert leave_out.seen_by(tmp_path / "runs" / "without-nothing") == set(PAIRS)


Frame = collections.namedtuple("Frame", "pool source group file")


def test_folds_hold_every_group_once_and_share_the_methods():
    faces = [Frame("ffpp", source, f"g{number}", "") for number in range(10)
             for source in ("ffpp", "ffpp_Deepfakes", "ffpp_FaceSwap")[:3 if number % 2 else 2]]
    folds = cross_validate.folds_of([*faces, Frame("dfdc", "dfdc", "other", "")], 5)
    assert sorted(sum(folds, [])) == sorted(f"g{number}" for number in range(10))
    assert all(sum(int(group[1:]) % 2 for group in fold) == 1 for fold in folds)


def test_frames_of_a_video_are_one_track_and_methods_are_ranked_apart():
    frames = [Frame("ffpp", source, group, f"{source}-{group}-{number}.jpg")
              for source in ("ffpp", "ffpp_Deepfakes") for group in ("a", "b") for number in range(3)]
    tracks = cross_validate.tracks_of(frames, [0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.9, 0.9, 0.9, 0.4, 0.4, 0.4])
    assert [(source, group, round(score, 2)) for source, group, score in tracks] == [
        ("ffpp", "a", 0.2), ("ffpp", "b", 0.6), ("ffpp_Deepfakes", "a", 0.9), ("ffpp_Deepfakes", "b", 0.4)]
    face_swap = [("ffpp_FaceSwap", "a", 0.1)]
    table = cross_validate.table_of([*tracks, *[("ffpp_Face2Face", "a", 0.7)], *face_swap])
    assert table["ffpp_Deepfakes"]["auc"] == 0.75 and table["ffpp_FaceSwap"]["auc"] == 0
    assert table["ffpp_Face2Face"] | {"interval": 0} == {"auc": 1, "interval": 0, "genuine": 2, "forged": 1}


def test_mesonet_is_as_small_as_published():
    network = mesonet.MesoNet().eval()
    assert 8_000 < sum(p.numel() for p in network.parameters()) < 30_000
    assert network(torch.zeros(2, 3, 160, 160))["logits"].shape == (2, 2)


def test_a_track_is_seen_in_turns_and_a_still_by_the_first_two():
    faces = [np.arange(12, dtype=np.uint8).reshape(2, 2, 3) + 20 * i for i in range(6)]
    shown = views.seen(faces)
    for number, (face, view) in enumerate(zip(faces, shown)):
        assert (view == (face[:, ::-1] if views.variant(number)[1] else face)).all()
    assert [views.variant(number)[1] for number in (0, 1)] == [False, True]
    assert views.variant(0)[0] == views.variant(1)[0] == views.MARGIN and views.variant(4) == views.variant(0)
    assert still_logits([[1, 2], [3, 6], [90, 90]]).tolist() == [[2, 4]]
    assert still_logits([[1, 2]]).tolist() == [[1, 2]]


class Stored:
    box = (60.0, 60.0, 80.0, 80.0)


def test_the_two_crops_of_a_still_lie_at_one_place():
    picture = np.random.default_rng(2).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    crops = views.wandering_crops(picture, Stored(), np.random.default_rng(3), 160, 5)
    assert len(crops) == 5 and (crops[0] == crops[1]).all() and (crops[1] != crops[2]).any()
    assert len(views.wandering_crops(picture, Stored(), np.random.default_rng(3), 160, 1)) == 1


def test_the_high_pass_branch_starts_at_nothing_and_sees_no_flat_colour():
    torch.manual_seed(2)
    network = ablate.with_high_pass().eval()
    plain = SeamFace().eval()
    plain.load_state_dict({name: value for name, value in network.state_dict().items() if not name.endswith("from_residuals")})
    faces = torch.rand(2, 3, 160, 160) * 2 - 1
    with torch.no_grad():
        assert torch.equal(network(faces)["logits"], plain(faces)["logits"])
        network.trunk["conv00"].from_residuals.normal_()
        assert not torch.allclose(network(faces)["logits"], plain(faces)["logits"])
        flat = torch.full((1, 3, 160, 160), 0.3)
        inside = slice(2, -2)  # the padding of the picture is no flat colour
        stems = [net.trunk["conv00"](flat)[:, :, inside, inside] for net in (network, plain)]
        assert torch.allclose(*stems, atol=1e-4)


def test_an_ablation_changes_one_thing():
    recipe = ablate.VARIANTS["recipe"]
    for name, variant in ablate.VARIANTS.items():
        changed = [key for key in vars(recipe) if getattr(recipe, key) != getattr(variant, key)]
        assert len(changed) == (name != "recipe"), name
        assert sum(variant.pairs.values()) == pytest.approx(sum(PAIRS.values())), name
    assert set(ablate.VARIANTS["no-own-forgeries"].pairs) == {"dfdc", "ffpp", "stylegan", "everyday"}


def test_a_budget_of_views_is_kept(tmp_path, monkeypatch):
    """The schedule follows the views: a slow machine gives the same run."""
    seen = []

    class Batches:
        def __init__(self, seed, progress, pairs, share, size_px, ffpp_dev):
            self.progress = progress

        def __iter__(self):
            while True:
                seen.append(round(self.progress.value, 3))
                yield {"faces": torch.zeros(4, 32, 32, 3, dtype=torch.uint8), "targets": torch.tensor([[0.0, 0.0], [1.0, 1.0]] * 2),
                       "maps": torch.zeros(4, 1, 4, 4), "quality": torch.zeros(4, 4)}

    monkeypatch.setattr(train, "PairBatches", Batches)
    monkeypatch.setattr(train, "DataLoader", lambda dataset, **_: dataset)
    monkeypatch.setattr(train, "CACHE", tmp_path)
    beside = []
    train.trained("y", start="random", size_px=32, views=8, beside=SimpleNamespace(learn=lambda batch, spent: beside.append((len(batch["faces"]), spent))))
    assert beside == [(4, 0), (4, 0.5)], "the small network sees the same batches"
    seen.clear()
    ablate.trained("x", ablate.Variant(start="random", size_px=32), views=12, rate=1e-4)
    assert json.loads((tmp_path / "runs" / "ablate-x" / "done.json").read_text())["views"] == 12
    assert seen == [0.3, 0.533, 0.767]


def test_the_command_of_the_figures_names_no_place_of_a_machine(monkeypatch):
    monkeypatch.setattr("sys.argv", ["evaluate.py", "--cross", "--catalog", "/somewhere/catalog.json", "--ladder"])
    assert evaluate.command() == "python models/training/evaluate.py --cross --ladder"


def test_skin_tones_count_a_video_once_and_leave_edits_out(monkeypatch):
    counted = []
    monkeypatch.setattr(skin_tone, "table_of", lambda tracks, *_: counted.extend(face.pool for face, _ in tracks))
    logits = np.zeros((2, 2))
    tracks = [(SimpleNamespace(pool=pool), logits) for pool in ("ffpp", "edited", "celeba")]
    entry = {"calibration": json.loads(CATALOG.read_text())["models"][0]["calibration"], "thresholds": {}}
    skin_tone.table(tracks, entry, None)
    assert counted == ["ffpp", "celeba"]


def stored(box, points):
    return Face("a.png", "", "dev", "genuine", "", "dfdc", "dfdc", "1", 100, 80, box, np.array(points, np.float32), 90.0)


def row(box, level="none-found"):
    names = ("box_x_px", "box_y_px", "box_width_px", "box_height_px")
    return dict(zip(names, map(str, box) if box else [""] * 4)) | {"level": level, "score": "0.5" if box else ""}


def test_a_face_is_found_where_a_box_lies_on_it_and_not_by_a_larger_box_elsewhere():
    face = stored((10, 10, 40, 40), [(20, 20)] * 6)
    elsewhere, there = row((50, 0, 48, 80)), row((12, 8, 44, 44))
    assert through_extension.found_in([elsewhere, there], face.box) is there
    assert through_extension.found_in([elsewhere], face.box) is None
    assert through_extension.found_in([row(None, "cannot-tell")], face.box) is None


def test_a_row_that_stands_for_no_stored_face_is_counted_as_another():
    def row(x, level="none-found"):
        return {"level": level, "box_x_px": str(x), "box_y_px": "0", "box_width_px": "100", "box_height_px": "100"}

    rows = {"a.png": [row(0), row(10), row(500, "strong")], "b.png": [{"level": "cannot-tell", "box_width_px": ""}]}
    found = [through_extension.found_in(rows["a.png"], (0, 0, 100, 100)), through_extension.found_in(rows["b.png"], (0, 0, 100, 100))]
    assert found[0] is rows["a.png"][0] and found[1] is None
    assert through_extension.others(rows, found) == rows["a.png"][1:]


def test_pictures_on_one_sheet_keep_their_pixels_where_their_boxes_say():
    pictures = [np.full((height, width, 3), value, np.uint8) for height, width, value in ((30, 20, 10), (40, 50, 20), (10, 10, 30))]
    for across, size in ((1, (80 + 3 * through_extension.GAP_PX, 90, 3)), (2, (50 + 2 * through_extension.GAP_PX, 180, 3))):
        sheet, boxes = through_extension.stacked(pictures, [(2, 3, 8, 6)] * 3, across)
        assert sheet.shape == size
        for (x, y, width, height), value in zip(boxes, (10, 20, 30)):
            assert (sheet[y:y + height, x:x + width] == value).all()


def test_a_turned_picture_is_turned_clockwise_and_the_box_goes_with_its_face():
    picture = np.zeros((100, 200, 3), np.uint8)
    picture[18:23, 148:153] = 255  # a face at the top, right of the middle
    for degrees, side in ((90, (200, 100)), (20, (162, 222))):
        turned, (x, y, width, height) = views.turned(picture, (140, 10, 20, 20), degrees)
        assert turned.shape[:2] == side and (width, height) == (20, 20)
        rows, columns = np.nonzero(turned[..., 0] > 128)
        assert abs(columns.mean() - (x + 10)) < 1.5 and abs(rows.mean() - (y + 10)) < 1.5
        assert y + 10 > side[0] / 2 or degrees < 90  # right of the middle goes below it


def test_a_line_counts_what_was_not_found_refused_and_warned_about():
    face = stored((10, 10, 40, 40), [(20, 20)] * 6)
    found = [row((10, 10, 40, 44), "moderate"), row((10, 10, 40, 40), "cannot-tell"), None]
    assert through_extension.line("all", [face] * 3, found).split(" pictures, ")[1] == \
        "not found   1, refused  1, warned   1, box 1.05 (1.01-1.09)"


def test_a_part_is_cut_whole_from_the_picture_or_not_at_all():
    picture = np.full((80, 100, 3), 9, np.uint8)
    inside, at_the_edge = stored((0, 0, 70, 70), [(50, 40)] * 6), stored((0, 0, 70, 70), [(2, 40)] * 6)
    assert through_extension.part_of(picture, inside, np.random.default_rng(1)).shape == (320, 320, 3)
    assert through_extension.part_of(picture, at_the_edge, np.random.default_rng(1)) is None
