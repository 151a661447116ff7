/**
 * The body of a response, read piece by piece: a server that sends without end, or says less than it sends,
 * is stopped at `mostBytes`. Null: there is no body. Rejects where the network does.
 */
export async function readBounded(
  { body, headers }: Response,
  mostBytes: number,
): Promise<Blob | 'too-big' | null> {
  if (body === null) return null;
  if (Number(headers.get('content-length')) > mostBytes) {
    await body.cancel();
    return 'too-big';
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  // Leaving the loop ends the stream.
  for await (const piece of body) {
    sizeBytes += piece.length;
    if (sizeBytes > mostBytes) return 'too-big';
    pieces.push(piece);
  }
  return new Blob(pieces);
}
