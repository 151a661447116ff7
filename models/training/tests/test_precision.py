import torch

import precision


def cpuinfo(tmp_path, *cores):
    path = tmp_path / f"cpuinfo-{abs(hash(cores))}"
    path.write_text("".join(f"processor\t: {at}\n{line}\n\n" for at, line in enumerate(cores)))
    return path


def test_a_processor_without_bfloat16_is_not_made_to_emulate_it(tmp_path):
    assert not precision.multiplies_bfloat16(cpuinfo(tmp_path, "flags\t\t: fpu avx2 fma"))
    assert not precision.multiplies_bfloat16(tmp_path / "absent")


def test_a_processor_that_multiplies_bfloat16_uses_it(tmp_path):
    assert precision.multiplies_bfloat16(cpuinfo(tmp_path, "flags\t\t: avx2 avx512_bf16 amx_bf16"))
    assert precision.multiplies_bfloat16(cpuinfo(tmp_path, "Features\t: asimd bf16"))


def test_one_core_without_it_is_enough_to_leave_it_out(tmp_path):
    assert not precision.multiplies_bfloat16(cpuinfo(tmp_path, "flags\t\t: amx_bf16", "flags\t\t: avx2"))


def test_a_pass_forward_follows_the_processor(monkeypatch):
    layer, picture = torch.nn.Conv2d(3, 4, 3), torch.zeros(1, 3, 8, 8)
    for there, wanted in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(precision, "multiplies_bfloat16", lambda: there)
        with precision.autocast():
            assert layer(picture).dtype is wanted
