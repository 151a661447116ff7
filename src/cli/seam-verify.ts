/** `seam-verify`: the verifier as a command of its own (`bin` of the package). */
import { main } from './verify.js';

await main();
