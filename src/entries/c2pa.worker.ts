import { openVerifier } from '../provenance/c2pa/verify.js';
import type { VerifyAnswer } from '../provenance/c2pa/verify-link.js';
import { answerVerifications } from '../provenance/c2pa/verify-link.js';

/** Where the build puts the library's binary. */
const binaryUrl = new URL('/assets/c2pa/c2pa_bg.wasm', self.location.href).href;

const verify = openVerifier(async () => {
  const response = await fetch(binaryUrl);
  if (!response.ok) throw new Error(`${binaryUrl}: ${response.status}`);
  const binary = await response.arrayBuffer();
  // The last thing that is fetched here, whatever settings or manifests say.
  self.fetch = () => Promise.reject(new Error('no network in this worker'));
  return binary;
});

const answer = answerVerifications(verify, (message: VerifyAnswer) => self.postMessage(message));
self.onmessage = (event: MessageEvent<unknown>) => void answer(event.data);
