type Changes = Record<string, { newValue?: unknown }>;

/** A storage area in memory that tells its listeners, as browsers do: after the write. */
export function fakeArea(values: Record<string, unknown> = {}): {
  readonly values: Record<string, unknown>;
  readonly written: Record<string, unknown>[];
  readonly listeners: ((changes: Changes) => void)[];
  readonly area: Record<string, unknown>;
} {
  const listeners: ((changes: Changes) => void)[] = [];
  const written: Record<string, unknown>[] = [];
  const tell = (changes: Changes): void => {
    for (const listen of [...listeners]) listen(changes);
  };
  const area = {
    get: (key: string | null) =>
      Promise.resolve(
        key === null ? { ...values } : Object.hasOwn(values, key) ? { [key]: values[key] } : {},
      ),
    set: (changed: Record<string, unknown>) => {
      written.push(structuredClone(changed));
      Object.assign(values, structuredClone(changed));
      tell(
        Object.fromEntries(Object.entries(changed).map(([key, newValue]) => [key, { newValue }])),
      );
      return Promise.resolve();
    },
    remove: (keys: string | string[]) => {
      for (const key of [keys].flat()) {
        if (!Object.hasOwn(values, key)) continue;
        Reflect.deleteProperty(values, key);
        tell({ [key]: {} });
      }
      return Promise.resolve();
    },
    onChanged: {
      addListener: (listen: (changes: Changes) => void) => void listeners.push(listen),
      removeListener: (listen: (changes: Changes) => void) =>
        void listeners.splice(listeners.indexOf(listen), 1),
    },
  };
  return { values, written, listeners, area };
}
