import type { Plugin } from 'vite';

/**
 * Content policy of every page of the extension, on top of the one in the manifest: pages ask the network
 * for nothing. The manifest must allow https for the background, which has no page of its own; there it is
 * used on a gesture only (`background/read-address.ts`).
 */
export const pagePolicy = "connect-src 'self'";

export function bindPages(): Plugin {
  return {
    name: 'seam-bind-pages',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}
