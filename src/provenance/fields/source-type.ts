import { caps } from '../caps.js';
import type { SourceNature } from '../report.js';

const natureByTerm: Readonly<Record<string, SourceNature>> = {
  trainedAlgorithmicMedia: 'ai-made',
  // C2PA's own term for data that a model made; same meaning.
  trainedAlgorithmicData: 'ai-made',
  compositeWithTrainedAlgorithmicMedia: 'part-ai',
  compositeSynthetic: 'part-ai',
  algorithmicMedia: 'computer-made',
  algorithmicallyEnhanced: 'computer-made',
  dataDrivenMedia: 'computer-made',
  digitalCapture: 'camera',
  computationalCapture: 'camera',
};

const natures: ReadonlyMap<string, SourceNature> = new Map(
  Object.entries(natureByTerm).map(([term, nature]) => [term.toLowerCase(), nature]),
);

/**
 * IPTC digital source type: a URL with http or https, or a bare term. Only the last path segment counts
 * (platforms.md 7.2), in any case and with or without a slash behind it. Null for what cannot be a term.
 */
export function readSourceType(raw: string): { term: string; nature: SourceNature } | null {
  const text = raw
    .slice(0, 2 * caps.valueUnits)
    .trim()
    .replace(/\/$/u, '');
  const term = text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
  if (!/^[A-Za-z][A-Za-z0-9]{2,63}$/u.test(term)) return null;
  return { term, nature: natures.get(term.toLowerCase()) ?? 'other' };
}
