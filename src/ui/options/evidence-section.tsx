import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../words.js';
import { Section } from './section.js';
import { StampAuthorities } from './stamp-authorities.js';

/** How much of this device's storage Seam takes, and who stamps packages with a time. */
export function EvidenceSection({ id }: { readonly id: string }): JSX.Element {
  const [usedBytes, setUsedBytes] = useState<number | null>(null);
  useEffect(() => {
    void navigator.storage.estimate().then(
      ({ usage }) => setUsedBytes(usage ?? null),
      // A browser that does not tell leaves the line out.
      () => undefined,
    );
  }, []);
  return (
    <Section id={id} title={say('options_evidence')} explain={say('options_evidence_explain')}>
      {usedBytes !== null && (
        <p>{say('options_evidence_used', (usedBytes / 1e6).toFixed(usedBytes < 1e7 ? 1 : 0))}</p>
      )}
      <StampAuthorities />
    </Section>
  );
}
