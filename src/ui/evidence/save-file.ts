/** Hands bytes to the person as a download of the browser. Needs no permission and no network. */
export function saveFile(name: string, bytes: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes soon after; at once would be too early in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that every system takes: letters, digits, dashes and dots. */
export function fileName(stem: string, extension: string): string {
  return `${stem.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 80)}.${extension}`;
}
