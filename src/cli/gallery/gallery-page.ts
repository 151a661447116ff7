import type { GalleryItem } from './read-gallery.js';

/** The page with everything in the gallery, for people to look at. */
export function galleryPage(items: readonly GalleryItem[]): string {
  const cards = items.map(
    (item) => `<figure>${mediaElement(item)}<figcaption>
      <strong>${item.forged ? 'Forged by us' : 'Not altered'}</strong>
      ${escapeText(item.method)}</figcaption></figure>`,
  );
  return document(
    'Seam demo gallery',
    `<h1>Seam demo gallery</h1>
    <p>One public-domain portrait (NASA), moved by code; in some clips the face was forged by our own code.
    Watch the notice on each clip and the toolbar icon. Nothing leaves this computer.</p>
    <main>${cards.join('\n')}</main>`,
  );
}

/** A page with one item alone, large, so that its answer stands by itself. */
export function itemPage(item: GalleryItem): string {
  return document(escapeText(item.file), `<main class="one">${mediaElement(item)}</main>`);
}

function mediaElement({ file, kind }: GalleryItem): string {
  const source = `/demo/${encodeURIComponent(file)}`;
  return kind === 'video'
    ? `<video src="${source}" controls autoplay muted loop playsinline></video>`
    : `<img src="${source}" alt="">`;
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1160px; margin: 2rem auto; padding: 0 1rem; }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 1.5rem; }
  main.one { display: block; }
  figure { margin: 0; }
  figcaption strong { display: block; }
  video, img { display: block; width: 100%; border-radius: 8px; }
  main.one > * { width: auto; max-width: 100%; max-height: 80vh; }
</style>
</head>
<body>${body}</body>
</html>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
