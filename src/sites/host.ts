/**
 * True for `domain` itself and its subdomains over https. Compared label by label from the end, so
 * `domain.example` and `notdomain` are refused; so is a trailing dot, which no link of a site has.
 */
export function isHostOf(url: URL, domain: string): boolean {
  return (
    url.protocol === 'https:' && (url.hostname === domain || url.hostname.endsWith(`.${domain}`))
  );
}
