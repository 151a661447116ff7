import type { Budget } from '../budget.js';
import { decodeText, latin1 } from '../decode-text.js';
import { u32be, u64be, u8 } from '../numbers.js';
import { ScanStop } from '../scan-stop.js';

/** A JUMBF box (ISO 19566-5). Superboxes have a label and children, others have content. */
export interface JumbfBox {
  readonly type: string;
  readonly label: string | null;
  readonly content: Uint8Array;
  readonly children: readonly JumbfBox[];
}

/** The boxes in `bytes`. @throws ScanStop `malformed`, `truncated`, `too-big`, `too-deep` */
export function readJumbf(bytes: Uint8Array, budget: Budget, depth = 0): JumbfBox[] {
  budget.checkDepth(depth);
  const boxes: JumbfBox[] = [];
  let at = 0;
  // Less than a header may remain as padding.
  while (at + 8 <= bytes.length) {
    const shortSize = u32be(bytes, at);
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (shortSize === 0 && type === '\0\0\0\0') break;
    budget.openBox('jumbf');
    const headerSize = shortSize === 1 ? 16 : 8;
    const size =
      shortSize === 1 ? u64be(bytes, at + 8) : shortSize === 0 ? bytes.length - at : shortSize;
    if (size < headerSize) throw new ScanStop('malformed');
    if (at + size > bytes.length) throw new ScanStop('truncated');
    const content = bytes.subarray(at + headerSize, at + size);
    boxes.push(type === 'jumb' ? superbox(content, budget, depth) : leaf(type, content));
    at += size;
  }
  return boxes;
}

const leaf = (type: string, content: Uint8Array): JumbfBox => ({
  type,
  label: null,
  content,
  children: [],
});

function superbox(content: Uint8Array, budget: Budget, depth: number): JumbfBox {
  const children = readJumbf(content, budget, depth + 1);
  const [description, ...rest] = children;
  if (description?.type !== 'jumd') throw new ScanStop('malformed');
  return { type: 'jumb', label: readLabel(description.content), content, children: rest };
}

/** Description box: type UUID (16), toggles (1), label until NUL if toggle bit 1 says so. */
function readLabel(description: Uint8Array): string | null {
  const hasLabel = (u8(description, 16) & 2) !== 0;
  if (!hasLabel) return null;
  const end = description.indexOf(0, 17);
  if (end === -1) throw new ScanStop('malformed');
  return decodeText(description.subarray(17, end));
}
