/**
 * The loops over every byte of a frame, in AssemblyScript (TypeScript's syntax, compiled to WebAssembly by
 * `src/cli/build/compile-kernels.ts`). A worker runs ten frames and ends: its JavaScript is never warm, and took
 * 85 ms a frame where this takes 11. `frame-coder.ts` is the only caller and says where everything lies in memory.
 */

/** First byte of memory that is free. */
export function heapStart(): usize {
  return __heap_base;
}

/** I420 to RGBA, the same numbers as `i420ToRgba`: weights with 16 bits behind the point, 8 pixels at a time. */
export function convert(
  y: usize, u: usize, v: usize, to: usize, width: i32, height: i32,
  yScale: i32, base: i32, redV: i32, greenU: i32, greenV: i32, blueU: i32,
): void {
  const chromaWidth = (width + 1) >> 1;
  const scale = i32x4.splat(yScale);
  const half = i16x8.splat(128);
  const opaque = i16x8.splat(255);
  for (let row = 0; row < height; row++) {
    const yRow = y + row * width;
    const uRow = u + (row >> 1) * chromaWidth;
    const vRow = v + (row >> 1) * chromaWidth;
    let x = 0;
    for (; x + 8 <= width; x += 8, to += 32) {
      const luma = v128.load_ext<u8>(yRow + x);
      const left = i32x4.mul(i32x4.extend_low_i16x8_u(luma), scale);
      const right = i32x4.mul(i32x4.extend_high_i16x8_u(luma), scale);
      const cb = chroma(uRow + (x >> 1), half);
      const cr = chroma(vRow + (x >> 1), half);
      const bias = i32x4.splat(base);
      const red = i32x4.add(bias, i32x4.mul(i32x4.splat(redV), cr));
      const ofU = i32x4.add(bias, i32x4.mul(i32x4.splat(greenU), cb));
      const green = i32x4.add(ofU, i32x4.mul(i32x4.splat(greenV), cr));
      const blue = i32x4.add(bias, i32x4.mul(i32x4.splat(blueU), cb));
      const rg = i8x16.narrow_i16x8_u(channel(left, right, red), channel(left, right, green));
      const ba = i8x16.narrow_i16x8_u(channel(left, right, blue), opaque);
      v128.store(to, v128.shuffle<i8>(rg, ba, 0, 8, 16, 24, 1, 9, 17, 25, 2, 10, 18, 26, 3, 11, 19, 27));
      v128.store(to + 16, v128.shuffle<i8>(rg, ba, 4, 12, 20, 28, 5, 13, 21, 29, 6, 14, 22, 30, 7, 15, 23, 31));
    }
    for (; x < width; x++, to += 4) {
      const cb = <i32>load<u8>(uRow + (x >> 1)) - 128;
      const cr = <i32>load<u8>(vRow + (x >> 1)) - 128;
      const luma = <i32>load<u8>(yRow + x) * yScale + base;
      store<u8>(to, clamp((luma + redV * cr) >> 16));
      store<u8>(to + 1, clamp((luma + greenU * cb + greenV * cr) >> 16));
      store<u8>(to + 2, clamp((luma + blueU * cb) >> 16));
      store<u8>(to + 3, 255);
    }
  }
}

/** Four chroma samples, counted from 128. */
// @ts-ignore: decorator
@inline
function chroma(from: usize, half: v128): v128 {
  return i32x4.extend_low_i16x8_s(i16x8.sub(i16x8.extend_low_i8x16_u(v128.load_zero<u32>(from)), half));
}

/** One colour of eight pixels; two neighbours share the part of their chroma. */
// @ts-ignore: decorator
@inline
function channel(left: v128, right: v128, part: v128): v128 {
  const low = i32x4.add(left, v128.shuffle<i32>(part, part, 0, 0, 1, 1));
  const high = i32x4.add(right, v128.shuffle<i32>(part, part, 2, 2, 3, 3));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 16), i32x4.shr_s(high, 16));
}

function clamp(value: i32): i32 {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** `height` lines of a BMP of 24 bits to RGBA, the one at `from` first and each next one `lineBytes` before it. */
export function convertBmp(from: usize, lineBytes: i32, to: usize, width: i32, height: i32): void {
  const opaque = i8x16.splat(-1);
  for (let row = 0; row < height; row++, from -= lineBytes) {
    let at = from;
    let x = 0;
    for (; x + 4 <= width; x += 4, at += 12, to += 16) {
      v128.store(to, v128.shuffle<i8>(v128.load(at), opaque, 2, 1, 0, 16, 5, 4, 3, 16, 8, 7, 6, 16, 11, 10, 9, 16));
    }
    for (; x < width; x++, at += 3, to += 4) {
      store<u8>(to, load<u8>(at + 2));
      store<u8>(to + 1, load<u8>(at + 1));
      store<u8>(to + 2, load<u8>(at));
      store<u8>(to + 3, 255);
    }
  }
}

/** Whether the alpha of all RGBA pixels is 255. */
export function isOpaque(from: usize, pixels: i32): bool {
  const end = from + (<usize>pixels << 2);
  let all = i32x4.splat(-1);
  for (; from + 16 <= end; from += 16) all = v128.and(all, v128.load(from));
  let rest: u32 = 0xffffffff;
  for (; from < end; from += 4) rest &= load<u32>(from);
  rest &= i32x4.extract_lane(all, 0) & i32x4.extract_lane(all, 1);
  rest &= i32x4.extract_lane(all, 2) & i32x4.extract_lane(all, 3);
  return rest >>> 24 == 255;
}

/** RGBA to lines of RGB with PNG's filter 1 (each byte less the one of the pixel to the left). Spoils 4 bytes behind. */
export function filterLines(from: usize, to: usize, width: i32, height: i32): void {
  for (let row = 0; row < height; row++) {
    store<u8>(to, 1);
    const first = load<u32>(from);
    store<u16>(to + 1, <u16>first);
    store<u8>(to + 3, <u8>(first >>> 16));
    to += 4;
    from += 4;
    let x = 1;
    for (; x + 4 <= width; x += 4, to += 12, from += 16) {
      const step = i8x16.sub(v128.load(from), v128.load(from - 4));
      v128.store(to, v128.shuffle<i8>(step, step, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0));
    }
    for (; x < width; x++, to += 3, from += 4) {
      store<u8>(to, load<u8>(from) - load<u8>(from - 4));
      store<u8>(to + 1, load<u8>(from + 1) - load<u8>(from - 3));
      store<u8>(to + 2, load<u8>(from + 2) - load<u8>(from - 2));
    }
  }
}

/** Adds every `step`th byte to `counts` (257 numbers of 32 bits). */
export function countBytes(from: usize, length: i32, step: i32, counts: usize): void {
  for (let at = 0; at < length; at += step) {
    const slot = counts + (<usize>load<u8>(from + at) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
  }
}

/**
 * Writes the codes of all bytes and of the end, behind the bits that are held; answers the first byte that is
 * free. A code is turned round, its length stands above bit 16, and it has at most 12 bits: four fit beside 7.
 */
export function writeCodes(
  from: usize, length: i32, codes: usize, to: usize, heldAtFirst: u32, heldBits: i32,
): usize {
  let held: u64 = heldAtFirst;
  let bits: u64 = heldBits;
  const end = from + (length & ~3);
  for (; from < end; from += 4) {
    for (let next = 0; next < 4; next++) {
      const code = load<u32>(codes + (<usize>load<u8>(from + next) << 2));
      held |= <u64>(code & 0xffff) << bits;
      bits += code >>> 16;
    }
    store<u64>(to, held);
    to += <usize>(bits >>> 3);
    held >>>= bits & 56;
    bits &= 7;
  }
  for (let rest = length & 3; rest >= 0; rest--, from++) {
    const symbol: usize = rest > 0 ? load<u8>(from) : 256;
    const code = load<u32>(codes + (symbol << 2));
    held |= <u64>(code & 0xffff) << bits;
    bits += code >>> 16;
  }
  store<u64>(to, held);
  return to + <usize>((bits + 7) >>> 3);
}

/** Adler-32 of RFC 1950, 16 bytes at a time. */
export function adler32(from: usize, length: i32): u32 {
  let low: u32 = 1;
  let high: u32 = 0;
  const end = from + length;
  while (from + 16 <= end) {
    // Folded before a sum can pass 2^32.
    const blocks = min<u32>(<u32>(end - from) >>> 4, 345);
    let sum = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighed = i32x4.splat(0);
    for (let block: u32 = 0; block < blocks; block++, from += 16) {
      const bytes = v128.load(from);
      before = i32x4.add(before, sum);
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      const first = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), i16x8(16, 15, 14, 13, 12, 11, 10, 9));
      const second = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), i16x8(8, 7, 6, 5, 4, 3, 2, 1));
      weighed = i32x4.add(weighed, i32x4.add(first, second));
    }
    high = (high + low * (blocks << 4) + 16 * total(before) + total(weighed)) % 65521;
    low = (low + total(sum)) % 65521;
  }
  for (; from < end; from++) {
    low += load<u8>(from);
    high += low;
  }
  return ((high % 65521) << 16) | (low % 65521);
}

function total(lanes: v128): u32 {
  const first = i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1);
  return first + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
}

/** Eight tables of 256 numbers for `crc32`, 8192 bytes at `tables`. */
export function makeCrcTables(tables: usize): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) * 0xedb88320);
    store<u32>(tables + (byte << 2), crc);
  }
  for (let at: usize = 256; at < 8 * 256; at++) {
    const before = load<u32>(tables + ((at - 256) << 2));
    store<u32>(tables + (at << 2), (before >>> 8) ^ load<u32>(tables + ((before & 255) << 2)));
  }
}

/** CRC-32 of PNG, eight bytes at a time. */
export function crc32(from: usize, length: i32, tables: usize): u32 {
  let crc: u32 = 0xffffffff;
  const end = from + (length & ~7);
  for (; from < end; from += 8) {
    const low = load<u32>(from) ^ crc;
    const high = load<u32>(from + 4);
    crc =
      entry(tables, 7, low) ^ entry(tables, 6, low >>> 8) ^ entry(tables, 5, low >>> 16) ^ entry(tables, 4, low >>> 24) ^
      entry(tables, 3, high) ^ entry(tables, 2, high >>> 8) ^ entry(tables, 1, high >>> 16) ^ entry(tables, 0, high >>> 24);
  }
  for (let rest = length & 7; rest > 0; rest--, from++) crc = (crc >>> 8) ^ entry(tables, 0, crc ^ load<u8>(from));
  return ~crc;
}

// @ts-ignore: decorator
@inline
function entry(tables: usize, table: usize, byte: u32): u32 {
  return load<u32>(tables + (table << 10) + ((byte & 255) << 2));
}

/** Mean luma of blocks of `by` x `by` RGBA pixels, as 32-bit floats: as `pdq.ts` reckons it. */
export function blockLuma(from: usize, widthPx: i32, heightPx: i32, by: i32, to: usize): void {
  const width = widthPx / by;
  const height = heightPx / by;
  const share: f64 = 1 / <f64>(by * by);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      let at = from + (<usize>(y * by * widthPx + x * by) << 2);
      if (by == 4) {
        // Four pixels of four lines at once: sums of 16 bytes fit 16 bits.
        let sums = i16x8.splat(0);
        for (let row = 0; row < 4; row++, at += <usize>widthPx << 2) {
          const line = v128.load(at);
          sums = i16x8.add(sums, i16x8.add(i16x8.extend_low_i8x16_u(line), i16x8.extend_high_i8x16_u(line)));
        }
        const pixel = i16x8.add(sums, v128.shuffle<i64>(sums, sums, 1, 0));
        const red = i16x8.extract_lane_u(pixel, 0);
        const green = i16x8.extract_lane_u(pixel, 1);
        const blue = i16x8.extract_lane_u(pixel, 2);
        store<f32>(to, lumaOf(red, green, blue, share));
        continue;
      }
      // Red and blue are added at once, 16 bits apart.
      let redBlue: u32 = 0;
      let greens: u32 = 0;
      for (let row = 0; row < by; row++, at += <usize>widthPx << 2) {
        for (let column = 0; column < by; column++) {
          const pixel = load<u32>(at + (<usize>column << 2));
          redBlue += pixel & 0xff00ff;
          greens += (pixel >>> 8) & 0xff;
        }
      }
      store<f32>(to, lumaOf(redBlue & 0xffff, greens, redBlue >>> 16, share));
    }
  }
}

// @ts-ignore: decorator
@inline
function lumaOf(red: u32, green: u32, blue: u32, share: f64): f32 {
  // Named, because numbers inside `<f32>` would be read as 32-bit floats.
  const luma: f64 = 0.299 * <f64>red + 0.587 * <f64>green + 0.114 * <f64>blue;
  return <f32>(luma * share);
}

/**
 * Mean over `size` neighbours of each of `count` floats, `stride` floats apart, along each of `lines` lines that
 * begin `step` floats apart; at the ends over those that exist. An even window reaches one further ahead.
 */
export function boxFilter(
  from: usize, to: usize, count: i32, stride: i32, size: i32, lines: i32, step: i32,
): void {
  const ahead = size / 2;
  const behind = size - 1 - ahead;
  for (let line = 0; line < lines; line++) {
    const start = line * step;
    let sum: f64 = 0;
    for (let at = 0; at < min(ahead, count); at++) sum += <f64>load<f32>(from + (<usize>(start + at * stride) << 2));
    for (let at = 0; at < count; at++) {
      const enters = at + ahead;
      const leaves = at - behind - 1;
      if (enters < count) sum += <f64>load<f32>(from + (<usize>(start + enters * stride) << 2));
      if (leaves >= 0) sum -= <f64>load<f32>(from + (<usize>(start + leaves * stride) << 2));
      const inside = min(count - 1, enters) - max(0, leaves + 1) + 1;
      store<f32>(to + (<usize>(start + at * stride) << 2), <f32>(sum / <f64>inside));
    }
  }
}
