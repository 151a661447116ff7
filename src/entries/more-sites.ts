/** Adapters beyond those of the manifest, put where `content.js` finds them: wiring only. */
import { moreSites } from '../sites/more-sites.js';

// In the isolated world of the extension, which the page does not see.
Object.assign(globalThis, { seamMoreSites: moreSites });
