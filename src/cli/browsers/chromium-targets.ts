import type { CDPSession } from 'playwright';

/** Anything that Chromium can be asked about: tabs, offscreen documents, service workers. */
export interface ChromiumTarget {
  readonly targetId: string;
  readonly type: string;
  readonly title: string;
  readonly url: string;
}

/** The debugger's view of a whole Chromium, beyond its tabs. */
export interface ChromiumTargets {
  readonly list: () => Promise<readonly ChromiumTarget[]>;
  /** Evaluates in a target that is no tab (the offscreen engine page). */
  readonly evaluate: (target: ChromiumTarget, expression: string) => Promise<unknown>;
  /** A command to a target of its own; what it sets lasts as long as the browser. */
  readonly send: (target: ChromiumTarget, method: string, params: object) => Promise<unknown>;
  /** Runs code in the dedicated worker of a target whose script address ends as told; awaits nothing. */
  readonly runInWorker: (
    owner: ChromiumTarget,
    scriptEnd: string,
    expression: string,
  ) => Promise<void>;
  /** The session itself, for `SystemInfo` and the like. */
  readonly session: CDPSession;
}

type Sent = (method: string, params: object) => Promise<unknown>;

/** A debugger connection inside another one. */
interface Channel {
  readonly send: Sent;
  /** Children that were attached so far. */
  readonly children: readonly { readonly sessionId: string; readonly url: string }[];
  readonly receive: (message: string) => void;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { sessionId: string; message?: string; targetInfo?: { url: string } };
  readonly result?: unknown;
  readonly error?: { message: string };
}

/**
 * Reaches what Playwright hands out no session for: messages to such targets are wrapped in
 * messages to the target that owns them.
 */
export function reachTargets(session: CDPSession): ChromiumTargets {
  const open = new Map<string, Channel>();
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    open.get(sessionId)?.receive(message);
  });
  const attach = async ({ targetId }: ChromiumTarget): Promise<Channel> => {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const channel = openChannel((message) =>
      session.send('Target.sendMessageToTarget', { sessionId, message }),
    );
    open.set(sessionId, channel);
    return channel;
  };
  return {
    session,
    list: async () => (await session.send('Target.getTargets')).targetInfos,
    evaluate: async (target, expression) => evaluateIn((await attach(target)).send, expression),
    send: async (target, method, params) => (await attach(target)).send(method, params),
    runInWorker: async (owner, scriptEnd, expression) => {
      const channel = await attach(owner);
      const settings = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
      await channel.send('Target.setAutoAttach', settings);
      const worker = channel.children.find(({ url }) => url.endsWith(scriptEnd));
      if (worker === undefined) throw new Error(`no worker of ${scriptEnd} is running`);
      const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
      const { sessionId } = worker;
      await channel.send('Target.sendMessageToTarget', { sessionId, message });
    },
  };
}

function openChannel(post: (message: string) => Promise<unknown>): Channel {
  const waiting = new Map<number, (message: Incoming) => void>();
  const children: { sessionId: string; url: string }[] = [];
  return {
    children,
    send: async (method, params) => {
      const id = waiting.size + 1;
      const answer = new Promise<Incoming>((resolve) => waiting.set(id, resolve));
      await post(JSON.stringify({ id, method, params }));
      const { result, error } = await answer;
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    receive: (text) => {
      const message = JSON.parse(text) as Incoming;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else if (message.method === 'Target.attachedToTarget' && message.params !== undefined) {
        const { sessionId, targetInfo } = message.params;
        children.push({ sessionId, url: targetInfo?.url ?? '' });
      }
    },
  };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

async function evaluateIn(send: Sent, expression: string): Promise<unknown> {
  const params = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = (await send('Runtime.evaluate', params)) as Evaluated;
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
  return result.value;
}
