import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** One picture or clip of the demo gallery, as `public/demo/gallery.json` lists it. */
export interface GalleryItem {
  readonly file: string;
  readonly kind: 'video' | 'image';
  readonly forged: boolean;
  /** How it was made, in words. */
  readonly method: string;
}

export const galleryDir = resolve(import.meta.dirname, '../../../public/demo');

export async function readGallery(): Promise<readonly GalleryItem[]> {
  return JSON.parse(await readFile(join(galleryDir, 'gallery.json'), 'utf8')) as GalleryItem[];
}
