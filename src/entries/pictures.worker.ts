/** Makes files of frames for freezing: wiring only. */
import { i420ToRgba } from '../engine/pixels/i420-to-rgba.js';
import { answerCall, type PictureCall } from '../evidence/picture-calls.js';
import { PictureFiles } from '../evidence/picture-file.js';
import { toRgbaWith } from '../evidence/to-rgba.js';

const files = new PictureFiles({ toRgba: toRgbaWith(i420ToRgba) });
self.onmessage = async ({ data }: MessageEvent<PictureCall>) => {
  self.postMessage(await answerCall(files, data));
};
