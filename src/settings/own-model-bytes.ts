import { openDB } from 'idb';

const storeName = 'models';

/** Models that the person brought, by their SHA-256. Read in the engine worker, which has no `storage`. */
const open = (): ReturnType<typeof openDB> =>
  openDB('seam-own-models', 1, { upgrade: (db) => void db.createObjectStore(storeName) });

export async function saveOwnModelBytes(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const db = await open();
  await db.put(storeName, bytes, sha256);
  db.close();
}

/** Throws where there are none: the engine then names the model as refused. */
export async function readOwnModelBytes(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const db = await open();
  const bytes: unknown = await db.get(storeName, sha256);
  db.close();
  if (!(bytes instanceof Uint8Array)) throw new Error('the bytes of this model are not here');
  return bytes as Uint8Array<ArrayBuffer>;
}

/** Removes the bytes of every model but one; null: of all. */
export async function keepOwnModelBytes(sha256: string | null): Promise<void> {
  const db = await open();
  const others = (await db.getAllKeys(storeName)).filter((key) => key !== sha256);
  await Promise.all(others.map((key) => db.delete(storeName, key)));
  db.close();
}
