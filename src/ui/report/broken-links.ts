import browser from 'webextension-polyfill';

/** Where the debug text finds what people said about addresses. Stays on the device. */
const key = 'broken-links';
const maxNotes = 100;

/** No address: it may name the content that a person reports. */
export interface BrokenLink {
  readonly destination: string;
  readonly atMs: number;
}

/** Remembers that an address did not work. Nothing is sent: a person may copy the debug text. */
export async function noteBrokenLink(note: BrokenLink): Promise<void> {
  const known = await readBrokenLinks();
  const others = known.filter(({ destination }) => destination !== note.destination);
  await browser.storage.local.set({ [key]: [...others, note].slice(-maxNotes) });
}

export async function readBrokenLinks(): Promise<readonly BrokenLink[]> {
  const stored = (await browser.storage.local.get(key))[key];
  return Array.isArray(stored) ? (stored as BrokenLink[]) : [];
}
