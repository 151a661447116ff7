import type { DisclosureLevel } from '../shared/disclosure.js';

/** Speaks of AI, and of making or altering something with it. */
const namesAi = /人工智能|人工智慧|\bAIGC\b|(?<![a-z])AI(?![a-z])/i;
const namesMaking =
  /合成|生成|制作|製作|创作|創作|创建|generat|creat|made|alter|synthetic|manipulat/i;
const isSuspicion = /疑似|可能|suspect|may (?:be|contain|have)/i;
const isOfAuthor = /作者|创作者|創作者|博主|up主|author|creator/i;

/**
 * The level of a platform's own sentence about AI; null for sentences about anything else. Only for text
 * that the platform itself wrote in a place of its own (platforms.md section 6): a doubt decides
 * before an author does.
 */
export function levelOfWords(
  text: string,
  otherwise: DisclosureLevel = 'platform-unspecified',
): DisclosureLevel | null {
  if (!namesAi.test(text) || !namesMaking.test(text)) return null;
  if (isSuspicion.test(text)) return 'platform-suspected';
  return isOfAuthor.test(text) ? 'author-declared' : otherwise;
}
