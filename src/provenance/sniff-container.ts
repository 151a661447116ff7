import { latin1, startsWithAscii } from './decode-text.js';
import type { ContainerKind } from './report.js';

/** Bytes that `sniffContainer` wants to see. */
export const sniffBytes = 4096;

/** The container that the first bytes announce, whatever the file is called. */
export function sniffContainer(head: Uint8Array): ContainerKind | null {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xd8 && c === 0xff) return 'jpeg';
  if (startsWithAscii(head, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWithAscii(head, 'GIF87a') || startsWithAscii(head, 'GIF89a')) return 'gif';
  if (a === 0xff && b === 0x0a) return 'jpeg-xl';
  if (startsWithAscii(head, '\0\0\0\x0cJXL \r\n\x87\n')) return 'jpeg-xl';
  if (a === 0x1a && b === 0x45 && c === 0xdf && d === 0xa3) return sniffEbml(head);
  if (startsWithAscii(head, 'II*\0') || startsWithAscii(head, 'MM\0*')) return 'tiff';
  if (startsWithAscii(head, 'II+\0') || startsWithAscii(head, 'MM\0+')) return 'tiff';
  if (/^(?:RIFF|RF64|BW64)/u.test(latin1(head.subarray(0, 4)))) return sniffRiff(head);
  return sniffBoxes(head);
}

function sniffRiff(head: Uint8Array): ContainerKind | null {
  const form = latin1(head.subarray(8, 12));
  return { WEBP: 'webp' as const, 'AVI ': 'avi' as const, WAVE: 'wav' as const }[form] ?? null;
}

/** The document type stands within the first bytes; anything else in EBML is read as Matroska. */
function sniffEbml(head: Uint8Array): ContainerKind {
  return latin1(head.subarray(0, 64)).includes('webm') ? 'webm' : 'matroska';
}

function sniffBoxes(head: Uint8Array): ContainerKind | null {
  const type = latin1(head.subarray(4, 8));
  // QuickTime before 2001 has no file type box.
  if (/^(?:moov|mdat|wide|pnot)$/u.test(type)) return 'mov';
  if (type === 'styp' || type === 'moof' || type === 'sidx') return 'mp4';
  if (type !== 'ftyp') return null;
  const sizeBytes = Math.min(((head[2] ?? 0) << 8) | (head[3] ?? 0), head.length);
  const major = latin1(head.subarray(8, 12));
  const compatible = latin1(head.subarray(16, Math.max(16, sizeBytes)));
  if (/^avi[fs]$/u.test(major)) return 'avif';
  if (/^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/u.test(major)) {
    return compatible.includes('avif') ? 'avif' : 'heif';
  }
  return major === 'qt  ' ? 'mov' : 'mp4';
}

const families: readonly (readonly ContainerKind[])[] = [
  ['jpeg'],
  ['png'],
  ['webp'],
  ['gif'],
  ['tiff'],
  ['jpeg-xl'],
  // Phones name both alike.
  ['avif', 'heif'],
  ['mp4', 'mov'],
  ['webm', 'matroska'],
  ['avi'],
  ['wav'],
];

const extensions: Readonly<Record<string, ContainerKind>> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  jfif: 'jpeg',
  png: 'png',
  apng: 'png',
  webp: 'webp',
  gif: 'gif',
  tif: 'tiff',
  tiff: 'tiff',
  dng: 'tiff',
  jxl: 'jpeg-xl',
  avif: 'avif',
  heic: 'heif',
  heif: 'heif',
  mp4: 'mp4',
  m4v: 'mp4',
  m4a: 'mp4',
  mov: 'mov',
  webm: 'webm',
  mkv: 'matroska',
  avi: 'avi',
  wav: 'wav',
};
const mediaTypes: Readonly<Record<string, ContainerKind>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/tiff': 'tiff',
  'image/jxl': 'jpeg-xl',
  'image/avif': 'avif',
  'image/heic': 'heif',
  'image/heif': 'heif',
  'video/mp4': 'mp4',
  'audio/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/webm': 'webm',
  'video/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
};

/** Whether a name or media type promises another family of containers than the bytes are. */
export function isWrongType(
  found: ContainerKind | null,
  declared: { readonly fileName?: string; readonly mediaType?: string },
): boolean {
  const extension = /\.([a-z0-9]{2,5})$/iu.exec(declared.fileName ?? '')?.[1]?.toLowerCase() ?? '';
  const mediaType = (declared.mediaType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const promises = [
    Object.hasOwn(extensions, extension) ? extensions[extension] : undefined,
    Object.hasOwn(mediaTypes, mediaType) ? mediaTypes[mediaType] : undefined,
  ];
  const family = families.find((kinds) => found !== null && kinds.includes(found));
  return promises.some((kind) => kind !== undefined && family?.includes(kind) !== true);
}
