import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Bytes } from '../../evidence/bytes.js';
import { Picture } from './picture.js';
import type { Stores } from './use-frozen.js';

/** One frozen picture, read from the store when it is drawn. Says nothing a reader needs to hear. */
export function StoredPicture({
  stores,
  caseId,
  path,
}: {
  readonly stores: Stores;
  readonly caseId: string;
  readonly path: string;
}): JSX.Element {
  const [bytes, setBytes] = useState<Bytes | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void stores.evidence.readMedia(caseId, path).then((media) => {
      if (isCurrent) setBytes(media?.bytes ?? null);
    });
    return () => {
      isCurrent = false;
    };
  }, [stores, caseId, path]);
  return bytes === null ? (
    <span class="picture" aria-hidden="true" />
  ) : (
    <Picture bytes={bytes} alt="" />
  );
}
