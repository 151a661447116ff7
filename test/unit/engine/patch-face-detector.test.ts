import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ByteBuffer } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { patchFaceDetector } from '../../../src/cli/build/patch-face-detector.js';

const detectorPath = join(
  dirname(createRequire(import.meta.url).resolve('@mediapipe/face_detection')),
  'face_detection_full_range_sparse.tflite',
);
const original = new Uint8Array(await readFile(detectorPath));

/** Reads tables with the flatbuffers library, not with the code under test. */
class Table {
  readonly bytes: ByteBuffer;
  readonly at: number;

  constructor(bytes: ByteBuffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  static root(data: Uint8Array): Table {
    const bytes = new ByteBuffer(data);
    return new Table(bytes, bytes.readInt32(0));
  }

  field(index: number): number {
    return this.bytes.__offset(this.at, 4 + 2 * index);
  }

  table(index: number): Table {
    return new Table(this.bytes, this.bytes.__indirect(this.at + this.field(index)));
  }

  vector(index: number): Table[] {
    const field = this.field(index);
    if (field === 0) return [];
    const start = this.bytes.__vector(this.at + field);
    const length = this.bytes.__vector_len(this.at + field);
    return Array.from(
      { length },
      (_, item) => new Table(this.bytes, this.bytes.__indirect(start + 4 * item)),
    );
  }

  bytesOf(index: number): Uint8Array {
    const field = this.field(index);
    if (field === 0) return new Uint8Array();
    const start = this.bytes.__vector(this.at + field);
    return this.bytes.bytes().subarray(start, start + this.bytes.__vector_len(this.at + field));
  }

  text(index: number): string {
    return new TextDecoder().decode(this.bytesOf(index));
  }
}

const [buffersField, metadataField] = [4, 6];

describe('the patched face detector', () => {
  const patched = patchFaceDetector(original);
  const [before, after] = [Table.root(original), Table.root(patched)];

  it('holds the old file byte for byte, at a multiple of 64 bytes', () => {
    const frontBytes = patched.length - original.length;
    expect(frontBytes % 64).toBe(0);
    expect(Buffer.compare(patched.subarray(frontBytes), original)).toBe(0);
    expect(new TextDecoder().decode(patched.subarray(4, 8))).toBe('TFL3');
  });

  it('keeps every field of the model: version, operators, graph and all weights', () => {
    expect(after.bytes.readInt32(after.at + after.field(0))).toBe(3);
    const operators = (model: Table): number => model.vector(1).length;
    expect(operators(after)).toBe(operators(before));
    expect(operators(after)).toBeGreaterThan(0);
    expect(after.vector(2)[0]?.at).toBe(before.vector(2)[0]!.at + patched.length - original.length);
    const weights = (model: Table): Uint8Array[] =>
      model.vector(buffersField).map((b) => b.bytesOf(0));
    const [old, now] = [weights(before), weights(after)];
    expect(now).toHaveLength(old.length + 1);
    old.forEach((bytes, index) => expect(Buffer.compare(bytes, now[index]!)).toBe(0));
  });

  it('says how pixels are normalised, in the buffer that its metadata entry names', () => {
    const entries = after.vector(metadataField);
    expect(entries).toHaveLength(before.vector(metadataField).length + 1);
    const entry = entries.at(-1)!;
    expect(entry.text(0)).toBe('TFLITE_METADATA');
    const bufferIndex = entry.bytes.readInt32(entry.at + entry.field(1));
    const metadata = after.vector(buffersField)[bufferIndex]!.bytesOf(0).slice();
    expect(new TextDecoder().decode(metadata.subarray(4, 8))).toBe('M001');

    const input = Table.root(metadata).vector(3)[0]!.vector(2)[0]!;
    const content = input.table(3);
    expect(content.bytes.readInt8(content.at + content.field(0))).toBe(2);
    const unit = input.vector(4)[0]!;
    expect(unit.bytes.readInt8(unit.at + unit.field(0))).toBe(1);
    const options = unit.table(1);
    for (const field of [0, 1]) {
      const start = options.bytes.__vector(options.at + options.field(field));
      expect(options.bytes.readFloat32(start)).toBe(127.5);
    }
  });

  it('is the same in every build', () => {
    expect(Buffer.compare(patchFaceDetector(original), patched)).toBe(0);
  });

  it('is not made from anything that is no model, nor patched twice', () => {
    expect(() => patchFaceDetector(new Uint8Array(256))).toThrow(/not a TFLite/);
    expect(() => patchFaceDetector(patched)).toThrow(/already has metadata/);
  });
});
