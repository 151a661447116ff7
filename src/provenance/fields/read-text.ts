import { caps } from '../caps.js';
import { cleanValue } from '../clean-value.js';
import type { MarkPlace } from '../report.js';
import type { Scan } from '../scan.js';
import { findAigcText, isAigcName, noAigcFields, readAigc } from './aigc.js';
import { findGenerator } from './generator-hints.js';
import { readPlatformLabel } from './platform-label.js';

/**
 * One named text of a file, wherever it came from: a label of GB 45438 under its own name or inside
 * another text, the label of a platform, and traces of generators.
 */
export function readNamedText(scan: Scan, field: string, text: string, place: MarkPlace): void {
  if (isAigcName(field)) {
    addAigc(scan, text, true, 'stated', place);
    return;
  }
  if (!readLooseAigc(scan, text, place)) {
    addPlatformLabel(scan, field, text, place);
    const generator = findGenerator(field, text);
    const value = generator === null ? null : cleanValue(text);
    if (generator !== null && value !== null) {
      const name = cleanValue(field, 64) ?? '';
      scan.add({ kind: 'generator', certainty: 'hint', generator, field: name, value, place });
    }
  }
}

function addPlatformLabel(scan: Scan, field: string, text: string, place: MarkPlace): void {
  const label = readPlatformLabel(field, text);
  if (label === 'malformed' || label === 'too-big') scan.note(label, place);
  else if (label !== null) {
    scan.add({ kind: 'aigc', ...noAigcFields, label, certainty: 'stated', place });
  }
}

/** A label in a text that is not named after it. True when there was one. */
export function readLooseAigc(scan: Scan, text: string, place: MarkPlace): boolean {
  const found = findAigcText(text.slice(0, caps.textBytes));
  return found !== null && addAigc(scan, found.json, found.isNamed, 'unusual', place);
}

function addAigc(
  scan: Scan,
  text: string,
  isNamed: boolean,
  certainty: 'stated' | 'unusual',
  place: MarkPlace,
): boolean {
  const label = readAigc(text, isNamed);
  if (label === null) return false;
  if (label === 'too-big') {
    scan.note('too-big', place);
    return true;
  }
  if (label.label === 'unreadable') scan.note('malformed', place);
  const isStated = certainty === 'stated' && label.certainty === 'stated';
  scan.add({ kind: 'aigc', ...label, certainty: isStated ? 'stated' : 'unusual', place });
  return true;
}
