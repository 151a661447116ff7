import { caps } from '../caps.js';
import { cleanValue } from '../clean-value.js';
import { decodeText } from '../decode-text.js';
import type { IptcAiField, MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { ScanStop } from '../scan-stop.js';
import { isAigcField, isAigcName, readAigcFields } from './aigc.js';
import { readNamedText } from './read-text.js';
import { readSourceType } from './source-type.js';
import type { XmpProperty } from './xmp-properties.js';
import { readXmpProperties } from './xmp-properties.js';

const iptcAiFields: readonly IptcAiField[] = [
  'AISystemUsed',
  'AISystemVersionUsed',
  'AIPromptInformation',
  'AIPromptWriterName',
];
const isIptcAi = (name: string): name is IptcAiField =>
  (iptcAiFields as readonly string[]).includes(name);

const iptcExt = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const tc260 = 'http://www.tc260.org.cn/ns/AIGC/1.0/';

/** Everything an XMP packet says about how the picture was made. The packet may be cut: what came before counts. */
export async function readXmp(scan: Scan, bytes: Uint8Array, place: MarkPlace): Promise<void> {
  const parts: Record<string, string> = {};
  await scan.attempt(place, () => {
    if (bytes.length > caps.textBytes) throw new ScanStop('too-big');
    const text = decodeText(bytes);
    if (!text.includes('<')) throw new ScanStop('malformed');
    for (const property of readXmpProperties(text, scan.budget)) {
      if (isAigcNamespace(property) && isAigcField(property.name)) {
        parts[property.name] ??= property.value;
      } else {
        readProperty(scan, property, place);
      }
    }
  });
  const path = `${place.path}/TC260:AIGC`;
  const label = Object.keys(parts).length === 0 ? null : readAigcFields(parts, true, 'unusual');
  if (label !== null) scan.add({ kind: 'aigc', ...label, place: { ...place, path } });
}

function readProperty(scan: Scan, property: XmpProperty, around: MarkPlace): void {
  const { name, namespace, prefix, value } = property;
  const shownPrefix = cleanValue(prefix, 24) ?? '';
  const shownName = cleanValue(name, 64) ?? '';
  const place = { ...around, path: `${around.path}/${shownPrefix}:${shownName}` };
  // Both namespaces end in versions and prefixes are mistyped in the wild; a foreign one is "unusual".
  const isIptc = namespace === iptcExt;
  if (name === 'DigitalSourceType' || name === 'DigitalSourcefileType') {
    const read = readSourceType(value);
    if (read === null) {
      scan.note('malformed', place);
      return;
    }
    const { term: sourceType } = read;
    // A picture that a generated one went into is partly generated; a photograph in it says nothing of it.
    const isAi = read.nature === 'ai-made' || read.nature === 'part-ai';
    if (property.isOfIngredient && !isAi) return;
    const nature = property.isOfIngredient ? 'part-ai' : read.nature;
    const certainty = isIptc ? 'stated' : 'unusual';
    scan.add({ kind: 'source-type', sourceType, nature, certainty, place });
  } else if (isIptcAi(name)) {
    const shown = cleanValue(value);
    if (shown === null) return;
    const certainty = isIptc ? 'stated' : 'unusual';
    scan.add({ kind: 'iptc-ai', field: name, value: shown, certainty, place });
  } else if (isAigcName(name)) {
    const isStated = namespace === tc260 && prefix === 'TC260';
    // Another name than "AIGC" would ask for proof; here the name is the proof and only the place is odd.
    if (isStated) readNamedText(scan, 'AIGC', value, place);
    else if (isAigcNamespace(property)) readMistyped(scan, value, place);
    else readNamedText(scan, name, value, place);
  } else if (name === 'provenance' && namespace.startsWith('http://purl.org/dc/terms')) {
    const shown = cleanValue(value);
    if (shown !== null) {
      scan.add({ kind: 'remote-manifest', value: shown, certainty: 'stated', place });
    }
  } else {
    readNamedText(scan, name, value, place);
  }
}

/** `C260:` for `TC260:`, other versions of the namespace, and prefixes that were never declared. */
function isAigcNamespace({ namespace, prefix }: XmpProperty): boolean {
  return namespace === '' ? /^T?C260$/iu.test(prefix) : /tc260/iu.test(namespace.slice(0, 128));
}

function readMistyped(scan: Scan, value: string, place: MarkPlace): void {
  const before = scan.marks.length;
  readNamedText(scan, 'AIGC', value, place);
  const added = scan.marks.at(before);
  if (added !== undefined) scan.marks[before] = { ...added, certainty: 'unusual' };
}
