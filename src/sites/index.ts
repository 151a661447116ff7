import type { SiteAdapter } from './adapter.js';
import { bilibili } from './bilibili.js';
import { generic } from './generic.js';
import { youtube } from './youtube.js';

/** First match wins; `generic` matches everything and stays last. */
export const adapters: readonly SiteAdapter[] = [youtube, bilibili, generic];

/** The adapter of an address. */
export function adapterFor(url: URL): SiteAdapter {
  return adapters.find((adapter) => adapter.matches(url)) ?? generic;
}
