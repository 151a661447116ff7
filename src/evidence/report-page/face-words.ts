import type { MeantFace } from '../package/dossier.js';

type Place = NonNullable<MeantFace['place']>;
type Order = Extract<Place, { readonly rank: number }>;
type Part = Exclude<Place, Order>;

/**
 * Which face is meant, by its place in the picture and, in a video, the moment: never by who it is. `when` is that
 * moment as the text around it writes moments; null for an image.
 */
type FaceWords = (place: MeantFace['place'], when: string | null) => string;

const sides = { left: ['left', 'right'], top: ['upper', 'lower'] } as const;
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth'.split(' ');
const numbers = 'one two three four five six seven eight nine'.split(' ');

const english: FaceWords = (place, when) => {
  if (place === null) return `the face seen at ${when ?? ''}`;
  const words = 'rank' in place ? englishOrder(place) : englishPart(place);
  return when === null ? words : `${words} (at ${when})`;
};

function englishOrder({ from, rank, count }: Order): string {
  if (count === 2) return `the ${sides[from][rank - 1] ?? from} one of two faces`;
  const which = ordinals[rank - 1] ?? `number ${rank}`;
  return `the ${which} of ${numbers[count - 1] ?? count} faces from the ${from}`;
}

function englishPart({ across, down }: Part): string {
  const part = [
    { top: 'upper', middle: '', bottom: 'lower' }[down],
    across === 'middle' ? '' : across,
  ];
  const words = part.filter(Boolean).join(' ');
  if (words === '') return 'in the middle of the picture';
  return across === 'middle'
    ? `in the ${words} part of the picture`
    : `at the ${words} of the picture`;
}

const chinese: FaceWords = (place, when) => {
  if (place === null) return `${when ?? ''}处的人脸`;
  const words = 'rank' in place ? chineseOrder(place) : chinesePart(place);
  return when === null ? words : `${words}（${when}）`;
};

function chineseOrder({ from, rank, count }: Order): string {
  if (count !== 2) return `${from === 'left' ? '左' : '上'}起第${rank}张人脸，共${count}张`;
  const side = { left: ['左侧', '右侧'], top: ['上方', '下方'] }[from][rank - 1] ?? '';
  return `两张人脸中${side}的一张`;
}

function chinesePart({ across, down }: Part): string {
  const part = { left: '左', middle: '', right: '右' }[across];
  const level = { top: '上', middle: '', bottom: '下' }[down];
  if (part === '' && level === '') return '画面中部';
  return level === '' ? `画面${part}侧` : `画面${part}${level}方`;
}

const koreanOrdinals = '첫 두 세 네 다섯 여섯 일곱 여덟 아홉'.split(' ');

const korean: FaceWords = (place, when) => {
  if (place === null) return `${when ?? ''}의 얼굴`;
  const words = 'rank' in place ? koreanOrder(place) : koreanPart(place);
  return when === null ? words : `${words}(${when})`;
};

function koreanOrder({ from, rank, count }: Order): string {
  const which = koreanOrdinals[rank - 1] ?? String(rank);
  if (count !== 2) return `얼굴 ${count}개 중 ${from === 'left' ? '왼쪽' : '위'}에서 ${which} 번째`;
  const side = { left: ['왼쪽', '오른쪽'], top: ['위쪽', '아래쪽'] }[from][rank - 1] ?? '';
  return `두 얼굴 중 ${side}`;
}

function koreanPart({ across, down }: Part): string {
  const part = { left: '왼쪽', middle: '', right: '오른쪽' }[across];
  if (part === '') return `화면 ${{ top: '위쪽', middle: '가운데', bottom: '아래쪽' }[down]}`;
  return `화면 ${part}${{ top: ' 위', middle: '', bottom: ' 아래' }[down]}`;
}

/** In each language that a report is written in. */
export const faceWords = { en: english, 'zh-CN': chinese, ko: korean } as const;
