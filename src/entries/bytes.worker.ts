import { answerScans } from '../provenance/answer-scan.js';
import type { ScanAnswer } from '../provenance/bytes-link.js';

const answer = answerScans((message: ScanAnswer) => self.postMessage(message));
self.onmessage = (event: MessageEvent<unknown>) => void answer(event.data);
