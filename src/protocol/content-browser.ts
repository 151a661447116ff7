/**
 * Stands in for `webextension-polyfill` in content scripts (`vite.config.ts`): the polyfill wraps
 * every API of the browser, 3.9 kB after gzip on every page, and a content script has four. Chromium
 * answers with promises by itself; only a listener that answers later has to be told apart.
 */
type Listener = (message: unknown, sender: unknown) => Promise<unknown> | undefined;
type ChromeListener = (
  message: unknown,
  sender: unknown,
  respond: (answer: unknown) => void,
) => boolean;

const { browser } = globalThis as { browser?: unknown };
declare const seamTarget: 'chrome' | 'firefox';

/** Firefox has promises everywhere. */
export default seamTarget === 'firefox' ? browser : wrap();

function wrap(): unknown {
  const heard = new WeakMap<Listener, ChromeListener>();
  return {
    i18n: chrome.i18n,
    runtime: {
      // Asked each time: it vanishes when the extension is gone, and that must be seen.
      get id() {
        return (chrome.runtime as { id?: string } | undefined)?.id;
      },
      connect: (info: chrome.runtime.ConnectInfo) => chrome.runtime.connect(info),
      getURL: (path: string) => chrome.runtime.getURL(path),
      sendMessage: (message: unknown) => chrome.runtime.sendMessage(message),
      onMessage: {
        addListener(listener: Listener) {
          const hear: ChromeListener = (message, sender, respond) => {
            const answer = listener(message, sender);
            // A rejection ends the channel without an answer, which the sender reads as "gone".
            void answer?.then(respond, () => respond(undefined));
            return answer !== undefined;
          };
          heard.set(listener, hear);
          chrome.runtime.onMessage.addListener(hear);
        },
        removeListener(listener: Listener) {
          const hear = heard.get(listener);
          if (hear !== undefined) chrome.runtime.onMessage.removeListener(hear);
        },
      },
    },
  };
}
