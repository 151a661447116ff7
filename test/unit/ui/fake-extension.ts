import { fakeBrowser } from './fake-browser.js';
import { fakeArea } from './fake-storage.js';

/** What pages about evidence ask a browser for: words, the manifest and storage of their own. */
export function fakeExtension(): Readonly<Record<string, unknown>> {
  const { area } = fakeArea();
  return {
    ...fakeBrowser(),
    extension: { inIncognitoContext: false },
    runtime: {
      getManifest: () => ({ name: 'Seam', version: '0.1.0' }),
      // The memory of this device, when what was frozen is deleted.
      sendMessage: async () => ({ ok: true, value: { done: true } }),
    },
    storage: { local: area, session: area, onChanged: area['onChanged'] },
  };
}
