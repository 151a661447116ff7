/**
 * The name of the one folder that every file lies in, with its slash; empty where there is none. Archive programs
 * put one around what they pack, and unpack into one.
 */
export function folderAround(fileNames: readonly string[]): string {
  const [first = '', ...more] = fileNames.map((name) => name.slice(0, name.indexOf('/') + 1));
  return more.every((other) => other === first) ? first : '';
}
