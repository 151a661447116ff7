import { expect, test } from 'vitest';
import { exportOf } from '../../../src/check/export-json.js';
import { answerScans } from '../../../src/provenance/answer-scan.js';
import { readFile } from '../../../src/provenance/read-file.js';
import type { WorkerLike } from '../../../src/provenance/worker-calls.js';
import type { TrustList } from '../../../src/shared/trust-list.js';
import { pngFile } from '../../fixtures/provenance/png-file.js';

const list: TrustList = {
  name: 'roots.pem',
  dated: '2026-11-01',
  sha256: 'a'.repeat(64),
  isLegacy: false,
  pem: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----',
};

function startScan(): WorkerLike {
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (message) =>
      void answerScans((answer) => worker.onmessage?.({ data: answer } as MessageEvent<unknown>))(
        message,
      ),
    terminate: () => undefined,
  };
  return worker;
}

test('an export names the parts that were looked at, and the lists held when the file was read, not those held when it is saved', async () => {
  const file = new File([Uint8Array.from(pngFile([]))], 'a.png');
  const held = [list];
  const startVerify = (): WorkerLike => {
    throw new Error('there is nothing to verify');
  };
  const origin = await readFile({ startScan, startVerify }, { file }, held);
  held.length = 0;
  const { facts } = origin;
  const lookedAt = {
    moments: 24,
    momentsInAll: 1200,
    stretches: 2,
    ranges: [
      { fromS: 30, toS: 36 },
      { fromS: 90, toS: 96 },
    ],
  };
  const report = {
    fileName: 'a.png',
    kind: 'video' as const,
    widthPx: 1,
    heightPx: 1,
    durationS: 600,
    lookedAt,
    looks: 24,
    verdict: null,
    reasons: [],
    faces: [],
    scores: [],
    provenance: { state: 'read' as const, facts },
  };
  const context = { seamVersion: '1', statement: 's', now: new Date(0) };
  const { pem: _roots, ...named } = list;
  const exported: unknown = JSON.parse(await exportOf(file, { report, origin }, context));
  expect(exported).toMatchObject({
    detector: { durationS: 600, lookedAt },
    provenance: { trustLists: [named] },
  });
  expect(JSON.stringify(exported)).not.toContain('CERTIFICATE');
});
