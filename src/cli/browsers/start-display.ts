import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface VirtualDisplay {
  /** For the `DISPLAY` variable of one child process, e.g. `:93`. */
  readonly display: string;
  readonly stop: () => Promise<void>;
}

const startDeadlineMs = 15_000;

/**
 * Starts an X server without a screen. Firefox has WebGL only with a display
 * (feasibility.md section 4), and the face detector needs WebGL2.
 *
 * @param xvfbPath the `Xvfb` program.
 * @throws Error when the server does not name its display in time.
 */
export async function startDisplay(xvfbPath: string): Promise<VirtualDisplay> {
  const server = spawn(
    xvfbPath,
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      resolve();
    });
  });
  // A command that throws must not leave a server behind.
  const endWithUs = (): void => void server.kill('SIGTERM');
  process.once('exit', endWithUs);
  const stop = async (): Promise<void> => {
    process.off('exit', endWithUs);
    server.kill('SIGTERM');
    await ended;
  };
  try {
    const line = await readLine(server.stdio[3] as Readable, server.stdio[2], ended);
    return { display: `:${line}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readLine(
  output: Readable,
  errors: Readable | null,
  ended: Promise<void>,
): Promise<string> {
  let complaint = '';
  errors?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      reject(new Error(`Xvfb named no display within ${startDeadlineMs} ms`));
    }, startDeadlineMs);
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`Xvfb ended at once: ${complaint.trim()}`));
    });
  });
}
