/**
 * Every page of an item has what was said about it in memory, and two tabs of one item are usual. So that neither shows,
 * packs or overwrites what the other has changed, whoever stores something says so to all.
 */
const channelName = 'seam-items';

/** Names this page: it hears nothing of itself. */
const page = crypto.randomUUID();

interface News {
  readonly caseId: string;
  readonly from: string;
}

/** Call when something of an item was stored or deleted. */
export function tellItemChanged(caseId: string): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ caseId, from: page } satisfies News);
  channel.close();
}

/** Calls `changed` when another page has changed the item. Returns how to end that. */
export function followItem(caseId: string, changed: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.caseId === caseId && data.from !== page) changed();
  };
  return () => channel.close();
}
