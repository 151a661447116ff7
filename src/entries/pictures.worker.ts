/** Makes files of frames for freezing: wiring only. */
import { fixedWeights, i420ToRgba } from '../engine/pixels/i420-to-rgba.js';
import { encodePng } from '../evidence/encode-png.js';
import { FrameCoder } from '../evidence/frame-coder.js';
import { blurLuma, pdqHash } from '../evidence/pdq.js';
import { answerCall, type PictureCall } from '../evidence/picture-calls.js';
import { PictureFiles, type PictureTools } from '../evidence/picture-file.js';
import { toRgbaWith } from '../evidence/to-rgba.js';

const plainTools: PictureTools = { toRgba: toRgbaWith(i420ToRgba), encodePng, pdqHash };

/** Without WebAssembly the same bytes come, later. */
async function fastTools(): Promise<PictureTools> {
  try {
    const module = await fetch('/assets/frame-kernels.wasm');
    const { instance } = await WebAssembly.instantiateStreaming(module);
    const coder = new FrameCoder(instance);
    return {
      toRgba: (picture) =>
        (picture.format === 'I420' ? coder.toRgba(picture, fixedWeights(picture)) : null) ??
        plainTools.toRgba(picture),
      encodePng: (picture) => coder.encodePng(picture) ?? encodePng(picture),
      pdqHash: (picture) =>
        pdqHash(picture, (of, by) => coder.blurLuma(of, by) ?? blurLuma(of, by)),
    };
  } catch (error) {
    console.warn('Seam encodes frames without WebAssembly.', error);
    return plainTools;
  }
}

const files = fastTools().then((tools) => new PictureFiles(tools));
self.onmessage = async ({ data }: MessageEvent<PictureCall>) => {
  self.postMessage(await answerCall(await files, data));
};
