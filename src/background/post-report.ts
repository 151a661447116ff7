import * as v from 'valibot';
import { outboxLimits, type SendAnswer, type SendFault } from '../report/outbox.js';
import type { Collector } from '../settings/collector.js';
import { recordRequest } from '../settings/request-ledger.js';
import { readBounded } from '../shared/read-bounded.js';

/** `Receipt` of the contract. */
const receipt = v.object({
  reportId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  sha256: v.string(),
});

/**
 * Posts one sealed report to the person's collector. Written down first; without cookies or a referrer,
 * no redirect, a bounded answer. Never rejects: a fault is an answer.
 */
export async function postReport(
  { address, teamKey }: Collector,
  body: string,
  idempotencyKey: string,
): Promise<SendAnswer> {
  const bytes = new TextEncoder().encode(body);
  const { host } = new URL(address);
  const sentBytes = bytes.length;
  await recordRequest({ atMs: Date.now(), purpose: 'collector', host, sentBytes });
  try {
    const answer = await fetch(`${address}/v1/reports`, {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        authorization: `Bearer ${teamKey}`,
      },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(outboxLimits.answerDeadlineMs),
    });
    return await readAnswer(answer, idempotencyKey);
  } catch {
    // No connection, a redirect, too slow: the same bytes go out again later.
    return fault('no-answer');
  }
}

async function readAnswer(answer: Response, sha256: string): Promise<SendAnswer> {
  const { status } = answer;
  if (status === 200 || status === 201) {
    const body = await readBounded(answer, outboxLimits.maxReceiptBytes);
    const read = body instanceof Blob ? v.safeParse(receipt, parse(await body.text())) : null;
    // A receipt for other bytes is none.
    if (read?.success !== true || read.output.sha256 !== sha256) return fault('server-error');
    return { kind: 'accepted', receipt: read.output.reportId };
  }
  await answer.body?.cancel();
  if (status === 429) return fault('too-many', retryAfterMs(answer));
  // A key can be corrected; the report is as good as before.
  if (status === 401 || status === 403) return fault('not-allowed');
  return fault([400, 409, 413].includes(status) ? 'refused' : 'server-error');
}

function fault(name: SendFault, retryAfter: number | null = null): SendAnswer {
  return { kind: 'fault', fault: name, retryAfterMs: retryAfter };
}

/** Only seconds: the contract has no dates. */
function retryAfterMs({ headers }: Response): number | null {
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
