/**
 * A post's number (`4910815147462302`) and its short name (`N4xlMvjhI`) are the same: seven digits of the
 * number, from the right, are four letters of the name in base 62. No request.
 */
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The number of a post from either name, or null. */
export function readMid(text: string): string | null {
  if (/^[1-9]\d{13,18}$/.test(text)) return text;
  if (!/^[1-9a-zA-Z][\da-zA-Z]{7,10}$/.test(text)) return null;
  const groups: string[] = [];
  for (let end = text.length; end > 0; end -= 4)
    groups.unshift(text.slice(Math.max(0, end - 4), end));
  const numbers = groups.map((group) =>
    Array.from(group).reduce((sum, letter) => sum * 62 + alphabet.indexOf(letter), 0),
  );
  // Four letters can say more than seven digits: then it is no name of a post.
  if (numbers.slice(1).some((number) => number > 9_999_999)) return null;
  const [first = 0, ...rest] = numbers;
  const mid = [first, ...rest.map((number) => String(number).padStart(7, '0'))].join('');
  return /^[1-9]\d{13,18}$/.test(mid) ? mid : null;
}
