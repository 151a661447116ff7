/**
 * Addresses without what says who opened or shared them. A query may also name the content, so of one
 * that nobody knows only what is listed here is left out, and the pages warn (`isAsSeen`).
 */

/** Keys of a query that name a viewer, a session or the one who shared (platforms.md section 2). */
const readerKeys = new RegExp(
  `^(?:${[
    ...['si', 'spm', 'spm_id_from', 'from_spmid', 'vd_source', 'unique_k', 'is_from_webapp'],
    ...['share', 'share_.*', 'sharer_.*', 'sender_.*', 'utm_.*', 'xsec_.*', 'mc_[ce]id', 'u_code'],
    ...['fbclid', 'gclid', 'dclid', 'ttclid', 'twclid', 'yclid', 'msclkid', 'igshid', 'igsh'],
    ...['ref_src', 'ref_url', '_ga', '_gl', '_r', '_t', 'web_id', 'device_id', 'sec_user_id'],
    ...['session_?id', 'phpsessid', 'jsessionid', '(?:access|id|auth|refresh)_?token'],
  ].join('|')})$`,
  'i',
);
/** Keys that say where inside a content somebody was; its own address says which one it is. */
const placeKeys: ReadonlySet<string> = new Set(['v', 'p', 't', 'vid', 'bvid', 'aid', 'modal_id']);
/** Keys of the address of a file that say who may fetch it, and from where. */
const fetcherKeys =
  /^(?:mid|oi|ip|ei|uid|user_?id|uipk|token|.*_token|sig|l?sparams|.*sign(?:ature)?)$/i;

/**
 * The address of a page without account, reader keys, and the fragment that names a place in it (a
 * comment); `#/` and `#!` name pages and stay. What is no address of the web stays as it is.
 *
 * @param isNamed the content has an address of its own: then only the place inside it stays of the query.
 */
export function bareAddress(address: string, isNamed = false): string {
  return clean(address, (key, value) => {
    if (!isNamed) return !readerKeys.test(key);
    // X writes who shared into `t`; everywhere else it is a moment.
    return placeKeys.has(key) && (key !== 't' || /^[\dhms.]{1,12}$/.test(value));
  });
}

/** The address of a media file without what was handed out to one reader alone. */
export function bareMediaAddress(address: string): string {
  return clean(address, (key) => !readerKeys.test(key) && !fetcherKeys.test(key));
}

function clean(address: string, keeps: (key: string, value: string) => boolean): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return address;
  url.username = '';
  url.password = '';
  if (!/^#!?\//.test(url.hash)) url.hash = '';
  // Cut by hand: `searchParams` would write what stays in another way.
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => {
      const [[key, value] = ['', '']] = new URLSearchParams(part);
      return keeps(key, value);
    });
  url.search = kept.join('&');
  return url.href;
}
