/** Makes files of frames for freezing: wiring only. */
import { fixedWeights, i420ToRgba } from '../engine/pixels/i420-to-rgba.js';
import { fastCoder, plainCoder, type PictureCoder } from '../evidence/pictures/code-picture.js';
import { FrameCoder } from '../evidence/pictures/frame-coder.js';
import { answerCall, leavesWith, type PictureCall } from '../evidence/pictures/picture-calls.js';
import { PictureFiles } from '../evidence/pictures/picture-file.js';
import { toRgbaWith } from '../evidence/pictures/to-rgba.js';

const plain = plainCoder(toRgbaWith(i420ToRgba));

/** Without WebAssembly the same bytes come, later. */
async function openCoder(): Promise<PictureCoder> {
  try {
    const module = await fetch('/assets/frame-kernels.wasm');
    const { instance } = await WebAssembly.instantiateStreaming(module);
    return fastCoder(new FrameCoder(instance, fixedWeights), plain);
  } catch (error) {
    console.warn('Seam encodes frames without WebAssembly.', error);
    return plain;
  }
}

const files = openCoder().then((coder) => new PictureFiles(coder));
self.onmessage = async ({ data }: MessageEvent<PictureCall>) => {
  const reply = await answerCall(await files, data);
  self.postMessage(reply, { transfer: leavesWith(reply) });
};
