import { Builder } from 'flatbuffers';

/**
 * MediaPipe's face detector files carry no metadata, and the Tasks library refuses to guess how pixels
 * are normalised ("it requires specifying NormalizationOptions metadata"). This adds it.
 *
 * A TFLite file is a FlatBuffer, whose offsets only point forward. So a new root table goes in front
 * and points into the old file, which stays byte for byte as it was:
 *
 *   root offset, "TFL3" | vtable | Model | buffers' | metadata' | Metadata | name | Buffer | bytes | old file
 *
 * buffers' and metadata' are the old vectors plus one element each. Field numbers: `Model` in
 * tensorflow/lite/schema/schema.fbs, `ModelMetadata` in metadata_schema.fbs.
 */
const modelField = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatureDefs: 7,
} as const;
const modelFieldCount = 8;

/** Weights are read in place by vector instructions: the old file keeps its alignment. */
const alignmentBytes = 64;

/**
 * Adds pixel normalisation (x - 127.5) / 127.5, RGB, to a TFLite model with one image input.
 * Throws when `model` is no TFLite file or already has this metadata.
 */
export function patchFaceDetector(model: Uint8Array): Uint8Array<ArrayBuffer> {
  const old = readModel(model);
  const extra = imageMetadata();

  const front = new FrontPart();
  front.skip(8); // root offset and identifier, written last
  const vtableAt = front.skip(4 + 2 * modelFieldCount);
  const rootAt = front.skip(4 + 4 * modelFieldCount);
  const buffersAt = front.skip(4 + 4 * (old.buffers.length + 1));
  const metadataAt = front.skip(4 + 4 * (old.metadata.length + 1));
  const entryVtableAt = front.skip(8);
  const entryAt = front.skip(12);
  const nameAt = front.skip(4 + metadataName.length + 1);
  const bufferVtableAt = front.skip(8);
  const bufferAt = front.skip(8);
  front.align(16); // the schema asks that `Buffer.data` starts on a multiple of 16
  front.skip(12);
  const bytesAt = front.skip(4 + extra.length);
  front.align(alignmentBytes);

  const frontBytes = front.lengthBytes;
  const out = new Uint8Array(frontBytes + model.length);
  out.set(model, frontBytes);
  const view = new DataView(out.buffer);
  const point = (at: number, to: number): void => view.setUint32(at, to - at, true);

  point(0, rootAt);
  out.set(ascii('TFL3'), 4);

  view.setUint16(vtableAt, 4 + 2 * modelFieldCount, true);
  view.setUint16(vtableAt + 2, 4 + 4 * modelFieldCount, true);
  view.setInt32(rootAt, rootAt - vtableAt, true);
  for (let field = 0; field < modelFieldCount; field++) {
    const at = rootAt + 4 + 4 * field;
    const target = old.fieldTarget(field);
    if (field === modelField.version) view.setUint32(at, old.version, true);
    else if (field === modelField.buffers) point(at, buffersAt);
    else if (field === modelField.metadata) point(at, metadataAt);
    else if (target !== null) point(at, frontBytes + target);
    else continue; // absent before, absent now: the vtable keeps 0
    view.setUint16(vtableAt + 4 + 2 * field, 4 + 4 * field, true);
  }

  const writeVector = (at: number, oldTargets: readonly number[], added: number): void => {
    view.setUint32(at, oldTargets.length + 1, true);
    oldTargets.forEach((target, index) => point(at + 4 + 4 * index, frontBytes + target));
    point(at + 4 + 4 * oldTargets.length, added);
  };
  writeVector(buffersAt, old.buffers, bufferAt);
  writeVector(metadataAt, old.metadata, entryAt);

  // Metadata {name: string, buffer: uint}
  [8, 12, 4, 8].forEach((value, index) => view.setUint16(entryVtableAt + 2 * index, value, true));
  view.setInt32(entryAt, entryAt - entryVtableAt, true);
  point(entryAt + 4, nameAt);
  view.setUint32(entryAt + 8, old.buffers.length, true);
  view.setUint32(nameAt, metadataName.length, true);
  out.set(ascii(metadataName), nameAt + 4);

  // Buffer {data: [ubyte]}
  [6, 8, 4].forEach((value, index) => view.setUint16(bufferVtableAt + 2 * index, value, true));
  view.setInt32(bufferAt, bufferAt - bufferVtableAt, true);
  point(bufferAt + 4, bytesAt);
  view.setUint32(bytesAt, extra.length, true);
  out.set(extra, bytesAt + 4);
  return out;
}

const metadataName = 'TFLITE_METADATA';

/** Hands out places in the new front; every place is a multiple of 4. */
class FrontPart {
  lengthBytes = 0;

  skip(sizeBytes: number): number {
    const at = this.lengthBytes;
    this.lengthBytes += sizeBytes;
    this.align(4);
    return at;
  }

  align(toBytes: number): void {
    this.lengthBytes = Math.ceil(this.lengthBytes / toBytes) * toBytes;
  }
}

interface OldModel {
  readonly version: number;
  readonly buffers: readonly number[];
  readonly metadata: readonly number[];
  /** Where an offset field points (bytes from the start of the file), null when the field is absent. */
  readonly fieldTarget: (field: number) => number | null;
}

function readModel(model: Uint8Array): OldModel {
  const view = new DataView(model.buffer, model.byteOffset, model.byteLength);
  if (model.length < 64 || String.fromCharCode(...model.subarray(4, 8)) !== 'TFL3') {
    throw new Error('The face detector is not a TFLite file.');
  }
  const root = view.getUint32(0, true);
  const vtable = root - view.getInt32(root, true);
  const fieldAt = (field: number): number | null => {
    if (4 + 2 * field >= view.getUint16(vtable, true)) return null;
    const offset = view.getUint16(vtable + 4 + 2 * field, true);
    return offset === 0 ? null : root + offset;
  };
  const follow = (at: number): number => at + view.getUint32(at, true);
  const fieldTarget = (field: number): number | null => {
    const at = fieldAt(field);
    return at === null ? null : follow(at);
  };
  const vector = (field: number): number[] => {
    const at = fieldTarget(field);
    if (at === null) return [];
    return Array.from({ length: view.getUint32(at, true) }, (_, index) =>
      follow(at + 4 + 4 * index),
    );
  };

  const metadata = vector(modelField.metadata);
  for (const entry of metadata) {
    const entryVtable = entry - view.getInt32(entry, true);
    const nameAt = follow(entry + view.getUint16(entryVtable + 4, true));
    const length = view.getUint32(nameAt, true);
    const text = String.fromCharCode(...model.subarray(nameAt + 4, nameAt + 4 + length));
    if (text === metadataName) throw new Error('The face detector already has metadata.');
  }
  const versionAt = fieldAt(modelField.version);
  return {
    version: versionAt === null ? 0 : view.getUint32(versionAt, true),
    buffers: vector(modelField.buffers),
    metadata,
    fieldTarget,
  };
}

/** ModelMetadata of a model with one RGB image input, normalised by mean 127.5 and deviation 127.5. */
function imageMetadata(): Uint8Array {
  const imageProperties = 2;
  const rgb = 1;
  const normalizationOptions = 1;
  const builder = new Builder(256);

  const floats = (value: number): number => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const tables = (...items: number[]): number => {
    builder.startVector(4, items.length, 4);
    for (const item of items.reverse()) builder.addOffset(item);
    return builder.endVector();
  };

  const mean = floats(127.5);
  const deviation = floats(127.5);
  builder.startObject(2);
  builder.addFieldOffset(0, mean, 0);
  builder.addFieldOffset(1, deviation, 0);
  const normalization = builder.endObject();

  builder.startObject(2);
  builder.addFieldInt8(0, normalizationOptions, 0);
  builder.addFieldOffset(1, normalization, 0);
  const units = tables(builder.endObject());

  builder.startObject(2);
  builder.addFieldInt8(0, rgb, 0);
  const properties = builder.endObject();
  builder.startObject(3);
  builder.addFieldInt8(0, imageProperties, 0);
  builder.addFieldOffset(1, properties, 0);
  const content = builder.endObject();

  const tensorName = builder.createString('image');
  builder.startObject(7);
  builder.addFieldOffset(0, tensorName, 0);
  builder.addFieldOffset(3, content, 0);
  builder.addFieldOffset(4, units, 0);
  const inputs = tables(builder.endObject());

  builder.startObject(7);
  builder.addFieldOffset(2, inputs, 0);
  const subgraphs = tables(builder.endObject());

  const parserVersion = builder.createString('1.0.0');
  builder.startObject(8);
  builder.addFieldOffset(3, subgraphs, 0);
  builder.addFieldOffset(7, parserVersion, 0);
  builder.finish(builder.endObject(), 'M001');
  return builder.asUint8Array();
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
