"""Composites of our own: each maker takes a genuine crop and returns (genuine, forged, mask or None).

Pictures are uint8 RGB [H, W, 3], masks float32 [H, W]. The genuine side of a pair is what the forged side
shows outside its mask, so that no history outside the mask tells the two apart. `strength` in [0, 1] scales
how far the pasted side differs: 1 = plainly visible, 0.3 = subtle.
"""

import cv2
import numpy as np

import degrade
import masks
import sharpness

KERNELS = ("bilinear", "bicubic", "lanczos", "area")


def blend(mask, foreground, background):
    weight = mask[..., None]
    mixed = foreground.astype(np.float32) * weight + background.astype(np.float32) * (1 - weight)
    return np.clip(mixed + 0.5, 0, 255).astype(np.uint8)


def shift_colour(picture, strength, rng):
    """Small shifts of colour, brightness, contrast and saturation."""
    result = picture.astype(np.float32)
    result += rng.normal(0, 9 * strength, 3) * (rng.random() < 0.7)
    if rng.random() < 0.6:
        mean = result.mean()
        result = (result - mean) * (1 + rng.normal(0, 0.1 * strength)) + mean + rng.normal(0, 9 * strength)
    if rng.random() < 0.4:
        grey = result.mean(axis=2, keepdims=True)
        result = grey + (result - grey) * (1 + rng.normal(0, 0.2 * strength))
    return np.clip(result, 0, 255).astype(np.uint8)


def shift_detail(picture, strength, rng):
    """Blur, down-up scaling, sharpening, noise or compression: one side of a paste rarely has the other's."""
    kind = rng.integers(6)
    if kind == 0:
        return degrade.blur(picture, rng.uniform(0.4, 0.5 + 1.3 * strength))
    if kind in (1, 2):
        return degrade.rescale(picture, rng.uniform(0.85 - 0.5 * strength, 0.85), str(rng.choice(KERNELS)), str(rng.choice(KERNELS[:3])))
    if kind == 3:
        return degrade.sharpen(picture, rng.uniform(0.2, 0.3 + 0.9 * strength))
    if kind == 4:
        return degrade.noise(picture, rng.uniform(1, 2 + 5 * strength), rng)
    return degrade.jpeg(picture, rng.integers(90 - round(55 * strength), 95))


def move(picture, strength, rng):
    """Small similarity transform about the centre."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), rng.normal(0, 2 * strength), rng.normal(1, 0.03 * strength))
    matrix[:, 2] += rng.normal(0, 0.012 * strength, 2) * width
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def local_warp(picture, points, strength, rng, anchors=(0, 1, 2, 3)):
    """Smooth displacement around some key points: an expression changed by flow. Returns picture, region."""
    height, width = picture.shape[:2]
    scale = max(float(np.linalg.norm(points[3] - (points[0] + points[1]) / 2)), 8.0)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    flow = np.zeros((height, width, 2), np.float32)
    region = np.zeros((height, width), np.float32)
    for index in rng.choice(anchors, size=rng.integers(1, len(anchors) + 1), replace=False):
        centre = points[index] + rng.normal(0, 0.2, 2) * scale
        spread = scale * rng.uniform(0.25, 0.6)
        weight = np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (2 * spread**2))
        push = rng.normal(0, 0.07 * (0.5 + strength), 2) * scale
        stretch = rng.normal(0, 0.12 * (0.5 + strength), 2)
        flow[..., 0] += weight * (push[0] + stretch[0] * (x - centre[0]))
        flow[..., 1] += weight * (push[1] + stretch[1] * (y - centre[1]))
        region = np.maximum(region, weight)
    method = cv2.INTER_LINEAR if rng.random() < 0.6 else cv2.INTER_CUBIC
    warped = cv2.remap(picture, x + flow[..., 0], y + flow[..., 1], method, borderMode=cv2.BORDER_REFLECT_101)
    return warped, region


def match_colour(source, target, mask, share=1.0):
    """Mean and deviation of each LAB channel of `source` moved to those of `target` inside the mask."""
    inside = mask > 0.3
    if inside.sum() < 20:
        return source
    lab_source = cv2.cvtColor(source, cv2.COLOR_RGB2LAB).astype(np.float32)
    lab_target = cv2.cvtColor(target, cv2.COLOR_RGB2LAB).astype(np.float32)
    from_mean, from_spread = lab_source[inside].mean(0), lab_source[inside].std(0) + 1
    to_mean, to_spread = lab_target[inside].mean(0), lab_target[inside].std(0) + 1
    moved = (lab_source - from_mean) * np.clip(to_spread / from_spread, 0.6, 1.6) + to_mean
    mixed = share * moved + (1 - share) * lab_source
    return cv2.cvtColor(np.clip(mixed, 0, 255).astype(np.uint8), cv2.COLOR_LAB2RGB)


def similarity(points, target_points) -> np.ndarray:
    """Turn, scale and shift [2, 3] that bring eyes, nose and mouth of `points` nearest to target_points (least squares)."""
    source, target = points[:4], target_points[:4]
    source_mean, target_mean = source.mean(0), target.mean(0)
    a, b = (source - source_mean), (target - target_mean)
    norm = float((a**2).sum()) + 1e-6
    real = float((a * b).sum()) / norm
    imaginary = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / norm
    matrix = np.array([[real, -imaginary, 0], [imaginary, real, 0]], np.float32)
    matrix[:, 2] = target_mean - matrix[:, :2] @ source_mean
    return matrix


def align(picture, points, target_points, size):
    """`picture` brought onto target_points; size = (H, W)."""
    matrix = similarity(points, target_points)
    return cv2.warpAffine(picture, matrix, (size[1], size[0]), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def clone(pasted, picture, mask):
    """Poisson blending: the gradients of the pasted face with the colours of the picture at the rim."""
    hard = (mask > 0.3).astype(np.uint8) * 255
    hard[:2], hard[-2:], hard[:, :2], hard[:, -2:] = 0, 0, 0, 0
    if np.count_nonzero(hard) < 100:
        return pasted
    x, y, width, height = cv2.boundingRect(hard)
    return cv2.seamlessClone(pasted, picture, hard, (x + width // 2, y + height // 2), cv2.NORMAL_CLONE)


def pick_shape(rng, whole_share=0.65):
    if rng.random() < whole_share:
        return str(rng.choice(masks.WHOLE_FACE, p=(0.35, 0.35, 0.2, 0.1)))
    return str(rng.choice(("lower", "mouth", "eyes"), p=(0.5, 0.25, 0.25)))


def self_blend(picture, points, strength, rng):
    mask = masks.draw(pick_shape(rng), picture.shape[:2], points, rng)
    changed = picture
    if rng.random() < 0.75:
        changed = shift_colour(changed, strength, rng)
    if rng.random() < 0.75 or changed is picture:
        changed = shift_detail(changed, strength, rng)
    if rng.random() < 0.5:
        changed, background = picture, changed
    else:
        background = picture
    if rng.random() < 0.8:
        changed = move(changed, strength, rng)
    return background, blend(mask, changed, background), mask


def enhance(picture, rng):
    """What restoration nets do to a face, the usual last step of current tools: calm skin, crisp edges."""
    smooth = cv2.bilateralFilter(picture, 5, float(rng.uniform(10, 35)), 3)
    return degrade.sharpen(smooth, rng.uniform(0.4, 1.6), rng.uniform(0.7, 1.4))


def finish(pasted, picture, mask, rng):
    """The pasted side as tools leave it: soft as it came, enhanced, or brought to the sharpness of the picture."""
    way = rng.random()
    if way < 0.3:
        return pasted
    if way < 0.5:
        return enhance(pasted, rng)
    return sharpness.crispen(pasted, sharpness.energy(picture, mask) * rng.uniform(0.75, 1.2), rng, mask)


def person_blend(picture, points, other, other_points, strength, rng, repaint=None):
    """Another person's face aligned, matched in colour and pasted; `repaint` re-synthesises it first.

    With `repaint` at 64 to 256 px this is the way of the usual swap tools.
    """
    mask = masks.draw(str(rng.choice(masks.WHOLE_FACE, p=(0.35, 0.3, 0.15, 0.2))), picture.shape[:2], points, rng)
    pasted = align(other, other_points, points, picture.shape[:2])
    if repaint is not None:
        if rng.random() < 0.3:  # a swap net keeps the expression of the target, not of its source
            pasted, _ = local_warp(pasted, points, strength, rng)
        pasted = repaint(pasted)
    pasted = match_colour(pasted, picture, mask, 1 - 0.4 * strength * rng.random())
    if repaint is not None and rng.random() < 0.8:  # the other picture may be softer: softness alone would tell
        picture, pasted = sharpness.level(picture, pasted, rng, mask)
    elif repaint is not None:
        pasted = finish(pasted, picture, mask, rng)
    elif rng.random() < 0.3:
        pasted = shift_detail(pasted, strength, rng)
    return picture, blend(mask, pasted, picture), mask


def part_splice(picture, points, other, other_points, rng):
    """Eyes, nose or mouth of another person put in one by one, as by hand in a picture editor: each moved to its place,
    brought to the colours around it, its rim soft or its gradients cloned (Poisson)."""
    chosen = [index for index in range(4) if rng.random() < 0.5] or [int(rng.integers(4))]
    drop = max(float(np.linalg.norm(points[3] - (points[0] + points[1]) / 2)), 4.0)
    turn = similarity(other_points, points)[:, :2]
    clones, forged, union = rng.random() < 0.35, picture, np.zeros(picture.shape[:2], np.float32)
    for index in chosen:
        mask = masks.draw(masks.PARTS[index], picture.shape[:2], points, rng)
        shift = points[index] + rng.normal(0, 0.02, 2) * drop - turn @ other_points[index]
        moved = cv2.warpAffine(other, np.column_stack([turn, shift]).astype(np.float32), picture.shape[1::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        moved = match_colour(moved, picture, mask, rng.uniform(0.6, 1))
        forged = blend(mask, clone(moved, forged, mask) if clones else moved, forged)
        union = np.maximum(union, mask)
    return picture, forged, union


def lip_sync(picture, points, strength, rng, repaint):
    """The lower face generated at 80 to 128 px with another opening of the mouth and pasted back, as a box or softly."""
    eyes = (points[0] + points[1]) / 2
    drop = max(float(np.linalg.norm(points[3] - eyes)), 8.0)
    height, width = picture.shape[:2]
    side = int(min(width, height, drop * rng.uniform(2.2, 2.8)))
    left = int(np.clip(points[2][0] - side / 2, 0, width - side))
    top = int(np.clip((eyes[1] + points[3][1]) / 2 - side / 2 + 0.15 * drop, 0, height - side))
    moved, _ = local_warp(picture, points, 0.6 + strength, rng, (3,))
    face = np.ascontiguousarray(moved[top:top + side, left:left + side])
    painted = cv2.resize(repaint(face, int(rng.choice((80, 96, 96, 96, 128)))), (side, side), interpolation=cv2.INTER_LINEAR)
    whole = picture.copy()
    whole[top:top + side, left:left + side] = painted
    if rng.random() < 0.4:  # the box that lip-sync tools paste, its rim hard or slightly feathered
        mask = np.zeros((height, width), np.float32)
        middle = round(float(eyes[1] + rng.uniform(0.3, 0.6) * drop))
        inset = round(side * rng.uniform(0.04, 0.12))
        mask[middle:top + side - inset // 2, left + inset:left + side - inset] = 1
        mask = cv2.GaussianBlur(mask, (0, 0), float(np.exp(rng.uniform(np.log(0.4), np.log(0.08 * side)))))
    else:
        mask = masks.draw(str(rng.choice(("lower", "mouth"))), (height, width), points, rng)
        inside = np.zeros((height, width), np.float32)
        inside[top + 2:top + side - 2, left + 2:left + side - 2] = 1
        mask = mask * cv2.GaussianBlur(inside, (0, 0), 1.5)
    if rng.random() < 0.5:
        whole = match_colour(whole, picture, mask)
    whole = finish(whole, picture, mask, rng)
    return picture, blend(mask, whole, picture), mask


def low_resolution_paste(picture, points, strength, rng):
    """The face as a generator of 48 to 128 px would return it, enlarged and pasted back."""
    mask = masks.draw(pick_shape(rng), picture.shape[:2], points, rng)
    factor = np.clip(rng.uniform(48, 128) / picture.shape[0], 0.2, 0.9)
    pasted = degrade.rescale(picture, factor, str(rng.choice(KERNELS)), str(rng.choice(KERNELS[:3])))
    if rng.random() < 0.4:
        pasted = degrade.sharpen(pasted, rng.uniform(0.3, 1.2))
    if rng.random() < 0.5:
        pasted, _ = local_warp(pasted, points, strength, rng)
    return picture, blend(mask, shift_colour(pasted, 0.5 * strength, rng), picture), mask


def warp_edit(picture, points, strength, rng):
    """Part of the face displaced by flow, half of the time inside a pasted mask."""
    anchors = (3,) if rng.random() < 0.4 else (0, 1, 2, 3)
    warped, region = local_warp(picture, points, 0.5 + strength, rng, anchors)
    if rng.random() < 0.5:
        return picture, warped, None  # no boundary anywhere: the field fades out
    mask = masks.draw("lower" if anchors == (3,) else pick_shape(rng), picture.shape[:2], points, rng)
    return picture, blend(mask, warped, picture), mask


def repaint_blend(picture, points, strength, rng, repaint):
    """The same face re-synthesised by a generator inside a mask: re-enactment, enhancement."""
    lips = rng.random() < 0.35
    shape = str(rng.choice(("lower", "mouth"))) if lips else pick_shape(rng, 0.9)
    mask = masks.draw(shape, picture.shape[:2], points, rng)
    moved = picture
    if rng.random() < 0.6:
        moved, _ = local_warp(picture, points, strength, rng, (3,) if lips else (0, 1, 2, 3))
    painted = repaint(moved)
    if rng.random() < 0.6:
        painted = match_colour(painted, picture, mask)
    painted = finish(painted, picture, mask, rng)
    return picture, blend(mask, painted, picture), mask


def reenact(picture, points, rng, repaint):
    """A whole talking head from one photograph: the head turned and its expression moved by flow, then repainted."""
    moved, _ = local_warp(picture, points, rng.uniform(0.3, 1.1), rng)
    if rng.random() < 0.6:
        moved = move(moved, 1.0, rng)
    return repaint(moved)
