import { useEffect, useState } from 'preact/hooks';

/** Where the evidence interface is; lives behind the `#` of its address. */
export type Route =
  | { readonly at: 'list' }
  | { readonly at: 'item'; readonly id: string }
  | { readonly at: 'report'; readonly id: string }
  | { readonly at: 'send'; readonly id: string }
  | { readonly at: 'reports' }
  | { readonly at: 'case'; readonly id: string }
  | { readonly at: 'refused'; readonly why: string };

/** The route in a hash; anything unknown is the list. Ids are ours, but an address can be typed. */
export function readRoute(hash: string): Route {
  const [at = '', id = '', more = ''] = hash.replace(/^#?\/?/, '').split('/');
  if (at === 'reports') return { at };
  const isId = /^[A-Za-z0-9-]{1,64}$/.test(id);
  if (!isId) return { at: 'list' };
  if (at === 'refused') return { at, why: id };
  if (at === 'case') return { at, id };
  if (at !== 'item') return { at: 'list' };
  return { at: more === 'report' || more === 'send' ? more : 'item', id };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => {
      setRoute(readRoute(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}

export function go(path: string): void {
  location.hash = path;
}
