/** One kind of element that an adapter looks for, and how often each selector found it. */
export interface CheckedPart {
  readonly part: string;
  /** `absent`: not there now, and need not be (an advert, a label). `missing`: the page should have it. */
  readonly state: 'found' | 'missing' | 'absent';
  readonly selectors: readonly { readonly selector: string; readonly found: number }[];
}

/** What the adapter of a page finds on it now. Names nothing of what the person watches. */
export interface SiteCheck {
  readonly site: string;
  /** The table of selectors: its version, and the day and manner of its last check. */
  readonly table: {
    readonly version: number;
    readonly checkedAt: string;
    readonly isLive: boolean;
  };
  readonly parts: readonly CheckedPart[];
  readonly answers: {
    readonly hasContentId: boolean;
    readonly hasMainVideo: boolean;
    /** The page's inline data of this very content. */
    readonly hasInlineData: boolean;
    readonly isAd: boolean;
    readonly isLive: boolean;
  };
}
