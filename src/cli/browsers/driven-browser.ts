import type { BrowserName } from './browser-name.js';
import type { ChromiumTargets } from './chromium-targets.js';

/** One tab, driven from outside in the same way in both browsers. */
export interface DrivenPage {
  /** Resolves when the document has loaded. */
  readonly goto: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Runs in the page's own world. Functions must be self-contained. */
  readonly evaluate: <Result, Argument = undefined>(
    code: string | ((argument: Argument) => Result | Promise<Result>),
    argument?: Argument,
  ) => Promise<Result>;
  readonly click: (selector: string) => Promise<void>;
  /** The pointer of a person, in CSS pixels of the viewport. */
  readonly mouse: {
    readonly move: (xPx: number, yPx: number) => Promise<void>;
    readonly down: () => Promise<void>;
    readonly up: () => Promise<void>;
  };
  /** One key, by its name in `KeyboardEvent.key`. */
  readonly press: (key: string) => Promise<void>;
  readonly chooseFiles: (selector: string, paths: readonly string[]) => Promise<void>;
  /** Size of the viewport in CSS pixels. */
  readonly resize: (widthPx: number, heightPx: number) => Promise<void>;
  /** PNG of the viewport, or of the whole document. */
  readonly screenshot: (path: string, whole?: 'whole') => Promise<void>;
  /** Chromium only: what the page is told of the person's wishes. */
  readonly emulate?: (wishes: {
    readonly colorScheme: 'light' | 'dark';
    readonly forcedColors?: 'active';
    readonly reducedMotion?: 'reduce';
  }) => Promise<void>;
  /** Chromium only: presses Tab so many times, and says where each press led. */
  readonly walk?: (steps: number) => Promise<readonly TabStop[]>;
  readonly close: () => Promise<void>;
}

/** Where the focus stands. */
export interface TabStop {
  /** Position in the document; `BODY` where nothing has the focus. */
  readonly place: string;
  readonly markup: string;
  /** An outline is drawn around it, or around the label that stands for it. */
  readonly isMarked: boolean;
}

export interface DrivenBrowser {
  readonly name: BrowserName;
  /** `chrome-extension://<id>/` or `moz-extension://<uuid>/`; null without an extension. */
  readonly extensionUrl: string | null;
  /** Uncaught errors of pages and extension pages since the start, as text. */
  readonly errors: readonly string[];
  readonly openPage: (url: string) => Promise<DrivenPage>;
  /** Opens `path` of the extension in a window of its own, so that no other tab becomes hidden. */
  readonly openExtensionPage: (path: string) => Promise<DrivenPage>;
  /** Chromium only: its debugger, for what is no tab. */
  readonly targets?: () => Promise<ChromiumTargets>;
  readonly close: () => Promise<void>;
}
