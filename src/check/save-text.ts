/** Hands a text to the browser's own download, without a permission for downloads. */
export function saveText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  // No folder, no reserved character: what the browser would replace is replaced here.
  link.download = fileName.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_').slice(-120);
  link.click();
  // The download has begun by then, or the browser asks where to and keeps the data itself.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
