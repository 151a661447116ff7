/**
 * What a page says about its content, for a report and a file of evidence. Untrusted text, cleaned and
 * cut to 200 characters; null where the page does not say.
 */
export interface PageFacts {
  readonly uploader: string | null;
  readonly uploaderId: string | null;
  /** ISO 8601 in UTC where the page gives a moment, else as the page writes it. */
  readonly publishedAt: string | null;
  readonly durationS: number | null;
  /** Part of the content where the id alone is not enough (Bilibili: `cid`, Tencent Video: `vid`). */
  readonly partId: string | null;
  readonly isLive: boolean;
}
