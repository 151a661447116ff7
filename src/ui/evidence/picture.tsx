import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Bytes } from '../../evidence/bytes.js';

/** A frozen picture drawn from its own bytes. Nothing is fetched. */
export function Picture({
  bytes,
  type = 'image/png',
  alt,
}: {
  readonly bytes: Bytes;
  readonly type?: string;
  readonly alt: string;
}): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return url === null ? <span class="picture" /> : <img class="picture" src={url} alt={alt} />;
}

/** Type of a frozen file by the name that we gave it; null for what is no picture. */
export function pictureType(path: string): string | null {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? '';
  const known: Readonly<Record<string, string>> = {
    png: 'image/png',
    jpg: 'image/jpeg',
    webp: 'image/webp',
    gif: 'image/gif',
    avif: 'image/avif',
  };
  return known[extension] ?? null;
}
