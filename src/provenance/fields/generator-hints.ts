import type { Generator } from '../report.js';

/**
 * Traces that generating software leaves. `field` matches the name of a text, `text` its content; both
 * must match where both are given. Free text needs a form that people do not write by themselves: a
 * caption that mentions a product is no hint.
 */
interface Hint {
  readonly generator: Generator;
  readonly field?: RegExp;
  readonly text?: RegExp;
}

/** Fields in which software names itself. */
const software =
  /^(?:software|creatortool|softwareagent|generator|isft|encoder|©too|writingapp|source|make|model|artist|author|credit|creator)$/iu;

const hints: readonly Hint[] = [
  // Fooocus and InvokeAI before Stable Diffusion: they write "parameters" too.
  { generator: 'fooocus', field: /^fooocus_scheme$/iu },
  { generator: 'fooocus', field: /^parameters$/iu, text: /"version"\s*:\s*"Fooocus/iu },
  {
    generator: 'invokeai',
    field: /^(?:invokeai_metadata|invokeai_graph|invokeai_workflow|sd-metadata|dream)$/iu,
  },
  { generator: 'comfyui', field: /^(?:prompt|workflow|comment)$/iu, text: /"class_type"/u },
  { generator: 'comfyui', field: /^workflow$/iu, text: /"(?:last_node_id|nodes)"/u },
  { generator: 'novelai', field: /^(?:software|source)$/iu, text: /NovelAI/iu },
  {
    generator: 'novelai',
    field: /^title$/iu,
    text: /^(?:NovelAI generated image|AI generated image)$/iu,
  },
  {
    generator: 'stable-diffusion',
    text: /(?:^|\n|, )Steps: \d{1,4}, (?:Sampler|Schedule type|CFG scale): /u,
  },
  {
    generator: 'stable-diffusion',
    field: software,
    text: /Stable Diffusion|AUTOMATIC1111|SD\.Next|Draw Things|DreamStudio/iu,
  },
  // "prompt --v 6.1 Job ID: 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
  {
    generator: 'midjourney',
    text: /\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/iu,
  },
  { generator: 'midjourney', field: software, text: /^Midjourney\b/iu },
  { generator: 'dall-e', field: software, text: /DALL[·\-. ]?E\b|\bChatGPT\b|\bOpenAI\b/iu },
  { generator: 'firefly', field: software, text: /\bFirefly\b/iu },
  {
    generator: 'google-ai',
    field: /^(?:credit|digitalimageguid|description|creator|instructions|software|creatortool)$/iu,
    text: /^(?:Made|Edited|Created|Generated) with Google AI$/iu,
  },
  // The app of its generator, in `aigc_info`, a comment or EXIF. TikTok writes `aigc_info` and `vid_md5` into
  // every download: those keys alone are no trace (2026-11).
  { generator: 'bytedance', text: /"(?:source_info|product)"\s*:\s*"dreamina"/iu },
  { generator: 'other', field: /^hf-job-id$/iu },
  {
    generator: 'other',
    field: software,
    text: /^(?:Ideogram|Leonardo\.?AI|Recraft|Grok|Sora)\b/iu,
  },
];

/** An XMP packet may have ten thousands of properties, of few names. */
const hintsByField = new Map<string, readonly Hint[]>();
const maxFields = 512;

function hintsFor(field: string): readonly Hint[] {
  const known = hintsByField.get(field);
  if (known !== undefined) return known;
  const matching = hints.filter((hint) => hint.field?.test(field) ?? true);
  if (hintsByField.size < maxFields) hintsByField.set(field, matching);
  return matching;
}

/** The first trace that a named text shows, or null. */
export function findGenerator(field: string, text: string): Generator | null {
  // The telling part of a long prompt may stand at its end.
  const looked = text.length <= 65_536 ? text : `${text.slice(0, 32_768)}\n${text.slice(-32_768)}`;
  const found = hintsFor(field).find((hint) => hint.text?.test(looked) ?? true);
  return found?.generator ?? null;
}
