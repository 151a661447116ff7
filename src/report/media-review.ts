import type { Json } from '../evidence/canonical-json.js';
import { isUrlOnly, type Dossier } from '../evidence/package/dossier.js';
import { plainText } from '../evidence/plain-text.js';
import { publicAddress } from './public-address.js';

/**
 * ClaimReview and MediaReview (schema.org) for fact-checking desks. Only a person's verdict is
 * exported, never the detector's: without one there is nothing to export.
 */
export const mediaCategories = [
  'DecontextualizedContent',
  'EditedOrCroppedContent',
  'OriginalMediaContent',
  'SatireOrParodyContent',
  'StagedContent',
  'TransformedContent',
] as const;

export interface HumanVerdict {
  readonly category: (typeof mediaCategories)[number];
  /** The rating in words, as the desk publishes it. */
  readonly rating: string;
  /** The claim that was checked. */
  readonly claim: string;
  readonly reason: string;
  readonly reviewer: { readonly name: string; readonly url: string };
  /** Address of the published review. */
  readonly reviewUrl: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/**
 * One JSON-LD graph with both reviews. To be embedded by the desk, which escapes it for HTML. Where a minor
 * or sexual content may be involved it names the address alone.
 */
export function reviewJsonLd(dossier: Dossier, verdict: HumanVerdict): Json {
  const contentUrl = publicAddress(dossier.contentUrl);
  const author = {
    '@type': 'Organization',
    name: plainText(verdict.reviewer.name),
    url: verdict.reviewer.url,
  };
  const reason = plainText(verdict.reason);
  const shared = {
    author,
    datePublished: verdict.date,
    url: verdict.reviewUrl,
    reviewBody: reason,
  };
  const mediaType = dossier.mediaType === 'video' ? 'VideoObject' : 'ImageObject';
  const appearance = {
    '@type': mediaType,
    // The page of the content. Readers of claims look for `url`, collections of MediaReview for `contentUrl`.
    url: contentUrl,
    contentUrl,
    ...(dossier.title === null || isUrlOnly(dossier) ? {} : { name: plainText(dossier.title) }),
  };
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'ClaimReview',
        ...shared,
        claimReviewed: plainText(verdict.claim),
        itemReviewed: { '@type': 'Claim', appearance },
        reviewRating: { '@type': 'Rating', alternateName: plainText(verdict.rating) },
      },
      {
        '@type': 'MediaReview',
        ...shared,
        mediaAuthenticityCategory: verdict.category,
        // schema.org: what the media showed at first, of content out of its context.
        ...(verdict.category === 'DecontextualizedContent'
          ? { originalMediaContextDescription: reason }
          : {}),
        itemReviewed: {
          '@type': 'MediaReviewItem',
          mediaItemAppearance: [appearance],
        },
      },
    ],
  };
}
