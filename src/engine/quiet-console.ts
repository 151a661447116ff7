const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;

/**
 * Runs `load` while the console says nothing. MediaPipe's glue binds the console's methods while it loads
 * and prints every graph start through them for as long as it lives; ours come back when it has loaded.
 * What it throws still throws.
 */
export async function withQuietConsole<T>(load: () => Promise<T>): Promise<T> {
  const kept = methods.map((method) => [method, Reflect.get(console, method) as unknown] as const);
  for (const method of methods) console[method] = () => undefined;
  try {
    return await load();
  } finally {
    for (const [method, original] of kept) Reflect.set(console, method, original);
  }
}
