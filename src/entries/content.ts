import browser from 'webextension-polyfill';
import { createPixelSource } from '../frames/pixel-source.js';
import { pixelPortName } from '../protocol/pixel-port.js';
import { requestBackground } from '../protocol/request.js';
import { serveAt } from '../protocol/serve.js';
import { pageClock } from '../sampling/clock.js';
import { DocumentSession } from '../sampling/document-session.js';
import { createEngineDoor } from '../sampling/engine-door.js';
import type { LiveRun } from '../sampling/live-run.js';
import { maxAddressUnits } from '../shared/vet-address.js';
import type { PageSettings } from '../shared/page-settings.js';
import { askPage } from '../sites/ask-page.js';
import { adapterFor, createAdapters, type MoreSites } from '../sites/index.js';
import { createChip } from '../ui/chip/create-chip.js';
import { createRecall } from '../ui/chip/recall-media.js';
import { speak } from '../ui/words.js';

/** In the isolated world of the extension, which the page does not see: the run that is alive. */
const scope = globalThis as {
  seamRun?: LiveRun;
  /** Left by `more-sites.js`, which goes before this script outside the manifest's sites. */
  seamMoreSites?: MoreSites;
};

function run(): void {
  // A gesture injects the script again; a second run would sample everything twice. A run left
  // behind by an extension that was reloaded is dead and does not count.
  if (scope.seamRun?.isAlive() === true) return;
  const ending = new AbortController();
  const { signal } = ending;
  // Says which document speaks; chosen here, so that it means nothing to the page.
  const documentId = crypto.randomUUID();
  const orphaned = () => ending.abort();
  const door = createEngineDoor(
    () => browser.runtime.connect({ name: pixelPortName }),
    (until) => requestBackground('engine/ensure', {}, until),
    () => (browser.runtime as { id?: string } | undefined)?.id !== undefined,
  );
  // A notice that the page fights off is not fought for for ever: the toolbar icon says so instead.
  const chip = createChip(signal, {
    onInterference: (element) => session.noticeLost(element),
    onAction: (action, { site, contentId, mediaId }) => {
      if (action === 'not-now') {
        void requestBackground('memory/quiet', { site, contentId, mediaId }, signal);
        return;
      }
      void requestBackground('media/open-page', { page: action, mediaId }, signal);
    },
    onMoved: (wish) => void requestBackground('notice/write-place', { wish }, signal),
    historyOf: (mediaId) => session.looksOf(mediaId)?.tracks ?? [],
  });
  void requestBackground('notice/read-place', {}, signal).then((answer) => {
    if (answer.ok) chip.setWish(answer.value.wish);
  });

  const recall = createRecall(
    chip,
    (mediaId) => session.looksOf(mediaId)?.shots.map(({ picture }) => picture) ?? [],
    signal,
  );

  const isFirefox = browser.runtime.getURL('').startsWith('moz-extension:');
  const adapter = adapterFor(new URL(location.href), createAdapters(scope.seamMoreSites ?? null));
  const pixels = createPixelSource(!isFirefox);
  const session = new DocumentSession(
    {
      win: window,
      adapter,
      pixels,
      door,
      clock: pageClock,
      listener: {
        recordChanged: (element, record) => {
          chip.update(element, record);
          recall.follow(element, record, pageClock.nowMs());
        },
        recordGone: (element, mediaId) => {
          chip.remove(element);
          recall.gone(mediaId);
        },
        ticked: () => chip.reposition(),
      },
      sendRecords: async (batch) => {
        const { ok } = await requestBackground('media/changed', { documentId, ...batch }, signal);
        if (!ok && !door.isAlive()) orphaned();
        return ok;
      },
      askPage: (site) => askPage(site, signal),
      readProvenance: async (mediaId, address) => {
        const body = { documentId, mediaId, address: address.slice(0, maxAddressUnits) };
        const answer = await requestBackground('provenance/read', body, signal);
        return answer.ok ? answer.value.provenance : { state: 'not-readable', why: 'unavailable' };
      },
      orphaned,
    },
    signal,
  );

  scope.seamRun = { isAlive: () => !signal.aborted && door.isAlive(), session, pixels, signal };

  const choose = (settings: PageSettings): void => {
    speak(settings.messages);
    chip.choose(settings);
    session.setUploaderRules(settings.uploaders);
    session.setEffort(settings.effortCeiling, settings.sparesItself);
  };

  serveAt(
    'content',
    {
      'page/check-now': async (request) => ({ found: await session.checkNow(request) }),
      'page/read-looks': ({ mediaId }) => {
        const looks = session.looksOf(mediaId);
        if (looks === null) return Promise.resolve({ found: false, tracks: [], shots: [] });
        return Promise.resolve({ found: true, tracks: [...looks.tracks], shots: [...looks.shots] });
      },
      'page/check-site': () => Promise.resolve(adapter.check(document, new URL(location.href))),
      'page/ping': () => Promise.resolve({ done: true }),
      'page/set-settings': (settings) => {
        choose(settings);
        return Promise.resolve({ done: true });
      },
      'page/renew-mode': async () => {
        await readMode(3);
        return { done: true };
      },
    },
    signal,
  );

  // A background that is busy waking up is asked again: silence would look like "off".
  const readMode = async (triesLeft: number): Promise<void> => {
    const answer = await requestBackground('site/read-mode', {}, signal);
    if (answer.ok) session.setMode(answer.value);
    else if (triesLeft > 0 && door.isAlive()) {
      pageClock.after(2000, signal, () => void readMode(triesLeft - 1));
    }
  };
  // The settings first: a notice drawn before them would change its language under the eye.
  void requestBackground('settings/read', {}, signal).then((answer) => {
    if (answer.ok) choose(answer.value);
    return readMode(3);
  });
}

run();
