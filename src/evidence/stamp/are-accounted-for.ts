import { sameBytes } from '../bytes.js';
import { didIssue, sameCertificate, type Certificate, type CheckBudget } from './certificate.js';

/**
 * True when nothing stands among the certificates of a token for no reason. This is the one place
 * for the rule; `vouched` are the path to a root that the reader trusts, and the reader's roots.
 *
 * 1. A certificate is accounted for when it is one of `vouched`, or when the key of one that is
 *    accounted for signed it. The direction matters: a signature covers every byte of what it is
 *    under, and no byte of the certificate whose key made it. A root in the token is signed by its
 *    own key; that counts when the reader trusts this key, else anybody could add one.
 * 2. Only where `isSignedWhole`: also a certificate with the name and key of one that is accounted
 *    for, or whose key signed one. That is what authorities send of an older root: the new root
 *    signed by the old one, and the old one. To a reader who trusts the new root alone nothing
 *    proves their dates or their signature, so only the signature over the whole response keeps
 *    those bytes from being changed unseen. They are not needed for the proof, and add nothing to it.
 *
 * A certificate of anybody else is never accounted for. Throws `StampError('untrusted')` when the
 * budget is used up.
 */
export async function areAccountedFor(
  certificates: readonly Certificate[],
  vouched: readonly Certificate[],
  isSignedWhole: boolean,
  budget: CheckBudget,
): Promise<boolean> {
  const accounted = [...vouched];
  let open = certificates.filter((one) => !accounted.some((known) => sameCertificate(known, one)));

  async function isAccounted(one: Certificate): Promise<boolean> {
    for (const known of accounted) {
      if (await didIssue(known, one, budget)) return true;
      if (!isSignedWhole) continue;
      if (hasNameAndKeyOf(known, one) || (await didIssue(one, known, budget))) return true;
    }
    return false;
  }

  // Each one that is found may account for others, so the rest is asked again.
  while (open.length > 0) {
    const stillOpen: Certificate[] = [];
    for (const one of open) {
      const list = (await isAccounted(one)) ? accounted : stillOpen;
      list.push(one);
    }
    if (stillOpen.length === open.length) return false;
    open = stillOpen;
  }
  return true;
}

function hasNameAndKeyOf(known: Certificate, one: Certificate): boolean {
  return sameBytes(known.subject, one.subject) && sameBytes(known.spki.bytes, one.spki.bytes);
}
