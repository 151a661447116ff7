/** Hands a text to the person as a file, through the browser's own download. Nothing leaves the device. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its own hold of the bytes by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
