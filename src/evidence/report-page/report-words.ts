import type { Level } from '../../shared/level.js';
import { errorBeside, readTestFigures } from '../../shared/test-figures.js';
import type { Claim, Dossier, MeantFace, ReportGround } from '../package/dossier.js';
import { faceWords } from './face-words.js';
import type { WithheldWhy } from '../package/package-layout.js';

/** Words of `report.html`, in English and Chinese at once: nobody knows who will read a package. */

export const groundWords: Readonly<Record<ReportGround, string>> = {
  'own-likeness':
    'a face appears to be edited or synthesised, without the consent of the person shown 未经肖像权人同意，疑似使用深度合成技术编辑其人脸',
  'others-likeness':
    'a face appears to be edited or synthesised, without the consent of the person shown 未经肖像权人同意，疑似使用深度合成技术编辑其人脸',
  'label-missing':
    'content that looks synthetic; no label seen 疑似人工智能生成合成内容，未见显著标识',
  rumour: 'content that looks synthetic spreads a false report 疑似利用深度合成内容传播虚假信息',
  fraud: 'content that looks synthetic is used for fraud 疑似利用深度合成内容实施诈骗',
  reputation: 'content that looks synthetic harms a reputation 疑似利用深度合成内容损害名誉',
  sexual: 'intimate content published without consent 疑似未经同意的私密影像',
};

/** Place of a rule, so that a reader elsewhere knows whose law it is. */
const placeWords: Readonly<Record<Rule['place'], string>> = {
  CN: 'Mainland China 中国大陆',
  US: 'United States 美国',
  EU: 'European Union 欧盟',
  IN: 'India 印度',
  KR: 'South Korea 韩国',
};

type Rule = NonNullable<Dossier['rules']>[number];

/** The rule that the reporter chose with a ground; not checked by anybody. */
export function ruleWords({ place, en, local }: Rule): string {
  return `${placeWords[place]}: ${[en, local].filter((words) => words !== null).join(' ')}`;
}

export const claimWords: Readonly<Record<Claim['kind'], string>> = {
  'face-swap': 'signs of a swapped face 疑似换脸',
  reenactment: 'signs of a re-enacted face 疑似人脸操控',
  'face-generation': 'signs of a generated face 疑似生成的人脸',
  'attribute-edit': 'signs of edited facial features 疑似人脸属性编辑',
  'wholly-synthetic': 'signs of wholly synthetic content 疑似整体合成',
  'label-missing': 'no label seen 未见标识',
  other: 'other 其他',
};

export const relationWords: Readonly<Record<Dossier['depictedPerson'], string | null>> = {
  self: 'the reporter is the person shown 举报人即肖像权人',
  'on-behalf': 'the reporter acts for the person shown, with authority 举报人受肖像权人委托',
  'public-figure': 'public figure; the reporter is a third party 公众人物，举报人为第三方',
  unknown: null,
};

export const statementWords = {
  consent: 'the person shown did not consent to this use 画面中的人未同意这样使用',
  goodFaith:
    'the reporter believes in good faith that this is accurate and complete 举报人声明以上内容属实、完整',
} as const;

export const levelWords: Readonly<Record<Level, string>> = {
  'cannot-tell': 'cannot tell 无法判断',
  'none-found': 'no sign found; that does not mean unaltered 未发现迹象，不代表未经改动',
  weak: 'weak signs that a face was altered 轻微疑似',
  moderate: 'moderate signs that a face was altered 中度疑似',
  strong: 'strong signs that a face was altered 高度疑似',
};

/** What nobody looked at, by what it is of. */
export const notCheckedWords: Readonly<Record<Dossier['mediaType'], string>> = {
  video: 'sound, text, other faces, the rest of the video 声音、文字、其他人脸、视频其余部分',
  image: 'text, other faces, the scene around them 文字、其他人脸、周围的场景',
};

/** Beside content of which no label is held. A state that says otherwise has no words of its own. */
export const labelStateWords = {
  'not-read': 'not read 未读取',
  'none-seen': 'no label seen 未见标识',
  seen: null,
} as const;

/** A part of a picture, as fractions of its sides. */
export function regionWords({ x, y, width, height }: NonNullable<Claim['region']>): string {
  const [left, top, wide, high] = [x, y, width, height].map(
    (part) => `${Math.round(part * 100)} %`,
  );
  return `from the left 距左 ${left}, from the top 距上 ${top}, width 宽 ${wide}, height 高 ${high}`;
}

/** Which of several faces is meant. */
export function meantFaceWords({ place, atS }: MeantFace): string {
  const when = atS === null ? null : atS.toFixed(1);
  const [en, zh] = [when && `${when} s`, when && `${when} 秒`];
  return `${faceWords.en(place, en)} ${faceWords['zh-CN'](place, zh)}`;
}

/** Why a file that the log names is not in the package. */
export const withheldWords: Readonly<Record<WithheldWhy | 'chosen', string>> = {
  chosen: 'left out of this package on purpose 有意未放入本包',
  'not-kept':
    'kept no more on the device (deleted there, or lost by the browser); only its hash stands in the log 设备上已不再保存（已删除或被浏览器丢失），日志中仅有其哈希值',
  'names-reader':
    'left out because its address may name who looked; what else it says stands in report.json 其中的地址可能指明查看者，故未放入；其余内容见 report.json',
};

export const fileStateWords = {
  'not-read': 'not read 未读取',
  'not-readable': 'could not be read 无法读取',
  read: 'read 已读取',
} as const;

/**
 * How often such an answer was wrong in tests, as one sentence; null where the answer says nothing.
 *
 * @param measured as `detector.knownErrorRate` holds it: the catalog's table of levels as JSON, or words.
 */
export function errorWords(level: Level, measured: string | null): string | null {
  if (level === 'cannot-tell') return null;
  const unknown = 'not measured for this model 该模型未经测量';
  const table = tableIn(measured ?? '');
  if (table === undefined) return measured === null || measured === '' ? unknown : measured;
  const error = errorBeside(level, readTestFigures({ levels: table }));
  if (error === null) return unknown;
  const { kind, count, total } = error;
  return kind === 'misses'
    ? `of ${total} altered faces in tests, ${count} showed no sign 测试所用的 ${total} 张经过改动的人脸中，有 ${count} 张未发现迹象`
    : `of ${total} unaltered faces in tests, ${count} reached this level or a higher one; elsewhere it may be more 测试所用的 ${total} 张未经改动的人脸中，有 ${count} 张达到此级别或更高级别；其他画面中可能更多`;
}

/** Numbers are for programs; a reader is told where they stand. */
export function calibrationWords(calibration: string | null): string | null {
  return calibration !== null && tableIn(calibration) !== undefined
    ? 'calibrated; its numbers stand in report.json 已校准，参数见 report.json'
    : calibration;
}

/** What JSON text holds, `undefined` where it is none. */
function tableIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
