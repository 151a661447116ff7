import type { Generator } from './provenance.js';

/** Name of a generator as its maker writes it, the same in every language. */
export const generatorNames: Readonly<Record<Exclude<Generator, 'other'>, string>> = {
  'stable-diffusion': 'Stable Diffusion',
  comfyui: 'ComfyUI',
  novelai: 'NovelAI',
  invokeai: 'InvokeAI',
  fooocus: 'Fooocus',
  midjourney: 'Midjourney',
  'dall-e': 'DALL·E',
  firefly: 'Adobe Firefly',
  'google-ai': 'Google AI',
  bytedance: 'ByteDance',
};
