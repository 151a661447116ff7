import type { DisclosureLevel } from '../../shared/disclosure.js';
import { generatorNames } from '../../shared/generator-names.js';
import type {
  AigcLabel,
  C2paStanding,
  Certainty,
  Generator,
  ScanState,
  UnreadReason,
} from '../../shared/provenance.js';
import type { Reason } from '../../shared/reason.js';
import type { SiteName } from '../../shared/site-names.js';
import type { CaptureRecord } from '../log/capture-record.js';
import { readMissing, type MissingCode } from './missing-lines.js';

/**
 * Words for what programs write as a code, in English and Chinese at once. A code that is none of these is shown as it
 * stands: evidence may be newer or older than the program that seals it.
 */
export function wordsOf(known: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(known, code) ? (known[code] ?? code) : code;
}

export const siteWords: Readonly<Record<SiteName | 'generic' | 'other', string>> = {
  youtube: 'YouTube',
  bilibili: 'Bilibili 哔哩哔哩',
  douyin: 'Douyin 抖音',
  tiktok: 'TikTok',
  kuaishou: 'Kuaishou 快手',
  weibo: 'Weibo 微博',
  x: 'X',
  iqiyi: 'iQIYI 爱奇艺',
  'tencent-video': 'Tencent Video 腾讯视频',
  youku: 'Youku 优酷',
  xiaohongshu: 'Xiaohongshu 小红书',
  instagram: 'Instagram',
  facebook: 'Facebook',
  generic: 'another website, named by its address 其他网站，见地址',
  other: 'another website, named by its address 其他网站，见地址',
};

export const mediaTypeWords = { video: 'video 视频', image: 'picture 图片' } as const;

export const reasonWords: Readonly<Record<Reason, string>> = {
  'no-face': 'no face was seen 没有看到人脸',
  'face-too-small': 'the face is too small in the picture 画面中的人脸太小',
  'face-too-blurred': 'the face is too blurred 人脸太模糊',
  'face-tilted': 'the face is tilted too far 人脸倾斜过大',
  'too-dark': 'the face is too dark 人脸太暗',
  'too-bright': 'the face is too bright 人脸过亮',
  'too-few-frames': 'too few usable frames 可用的帧太少',
  'frames-disagree': 'the frames do not agree with each other 各帧的结果不一致',
  'faces-left-out': 'some faces could not be assessed 部分人脸未能评估',
  'black-frames': 'only black was seen 只看到黑色画面',
  paused: 'the video was paused 视频已暂停',
  'not-visible': 'it was not in view 内容不在可见范围内',
  protected:
    'the video is copy-protected, its pixels cannot be read 视频受版权保护技术限制，无法读取画面',
  'cross-origin':
    'the pixels come from another site, the browser does not let them be read 画面来自其他网站，浏览器不允许读取',
  'unsupported-format': 'the format cannot be read 无法读取这种格式',
  'no-pixels': 'no pixels could be read 未能读取画面',
  'no-media': 'no video or large picture was on the page 页面没有视频或较大的图片',
  'page-interferes':
    'the page covered or removed the notice of the extension 页面遮挡或移除了扩展的提示',
  'engine-starting': 'the detector was starting 检测器正在启动',
  'fewer-looks': 'looked at less often, to spare the device 为节省设备资源，查看得较少',
  'light-mode':
    'only a few frames were looked at, to spare the device 为节省设备资源，只查看少量画面帧',
  spared:
    'looking was paused for a while, because it made the page stutter 查看曾使页面卡顿，已暂停片刻',
  'engine-unavailable': 'the detector was not available 检测器不可用',
  'webgl2-missing':
    'the detector needs WebGL2, which the browser did not offer 检测器需要 WebGL2，浏览器不支持或已关闭',
  'model-refused':
    'the model file did not match its checksum and was refused 模型文件与校验值不符，已拒绝使用',
  timeout: 'the detector did not answer in time 检测器未能及时回应',
  'permission-missing': 'no permission for the site 没有该网站的权限',
  'site-off': 'switched off for the site 已在该网站关闭',
};

export const disclosureWords: Readonly<Record<DisclosureLevel, string>> = {
  'author-declared': 'labelled by its author as AI 作者声明含 AI 内容',
  'platform-suspected': 'the platform suspects AI 平台提示疑似 AI 内容',
  'platform-unspecified': 'labelled as AI, not said by whom 已标识为 AI，未说明由谁标识',
  'provenance-signed': 'the platform read signed data that name AI 平台读到注明 AI 的签名信息',
  'provenance-read': 'the platform read unsigned data that name AI 平台读到注明 AI 的未签名信息',
  'camera-captured': 'the platform says: captured with a camera 平台注明由相机拍摄',
  'crowd-note': 'readers added a note 有读者附注',
};

export const unreadWords: Readonly<Record<UnreadReason, string>> = {
  'video-in-page':
    'the player of a page hands out pictures, not the file 网页播放器只提供画面，不提供文件',
  inline: 'the picture is written into the page 图片直接写在网页中',
  'not-https': 'the address is not encrypted 该地址未加密',
  'refused-address':
    'the address lies in a private network or holds a password 该地址位于内部网络或含有密码',
  'not-reported': 'the address is not one that the page shows 该地址不是页面显示的图片地址',
  'host-not-allowed': 'its host was not allowed by the person 用户未许可读取该主机',
  redirected: 'the address leads on to another one 该地址会转到另一个地址',
  'too-big': 'the file is larger than what is read 文件超过读取上限',
  'too-slow': 'the file did not arrive in time 文件未能及时取得',
  'not-loaded': 'the file could not be loaded 文件未能载入',
  'not-a-picture': 'the address gave no picture or video 该地址返回的不是图片或视频',
  unavailable: 'the part that reads files did not answer 读取文件的部件没有响应',
};

export const scanWords: Readonly<Record<ScanState, string>> = {
  empty: 'the file is empty 文件是空的',
  'not-a-known-container': 'the file is of no known kind 无法识别文件的格式',
  unreadable: 'the file could not be read 文件无法读取',
  truncated: 'the file ends too early 文件不完整，提前结束',
  'too-big': 'a part of the file is larger than what is read 文件的某一部分超过读取上限',
  'too-deep': 'the file is nested too deeply 文件嵌套过深',
  'too-slow': 'reading took too long and was stopped 读取耗时过长，已停止',
  malformed: 'a part of the file does not follow its format 文件的某一部分不符合格式',
  contradicting: 'two marks contradict each other 有两个标记互相矛盾',
  'labels-differ': 'several AI labels differ in their details 有多个 AI 标识，细节不一致',
  'wrong-type': 'the name of the file says another kind than its bytes 文件名与实际格式不一致',
  'more-than-one-container': 'another file is hidden behind the first 文件后面还附有另一个文件',
  'odd-ending': 'the file goes on after its end 文件在应有的结尾之后还有内容',
  'not-decompressed':
    'a part is compressed in a way that is not read 有一部分采用了无法读取的压缩方式',
  'marks-left-out': 'there are more marks than are listed 标记过多，未全部列出',
};

export const standingWords: Readonly<Record<C2paStanding, string>> = {
  trusted: 'as its signer left it; the signer is on a trust list 与签名时一致，签名者在信任列表中',
  'intact-untrusted':
    'as its signer left it; the signer is on no trust list and may be anybody 与签名时一致，但签名者不在信任列表中，可能是任何人',
  broken:
    'does not match: file, credential or signature was changed 与文件不符：文件、凭证或签名有改动',
  unreadable: 'could not be checked 未能核对',
};

export const aigcWords: Readonly<Record<AigcLabel, string>> = {
  declared: 'says: made with AI 称由 AI 生成',
  possible: 'says: may be made with AI 称可能由 AI 生成',
  suspected: 'says: suspected to be made with AI 称疑似由 AI 生成',
  unreadable: 'a label that cannot be read 有标识，但无法读取',
  'platform-declared':
    'label of TikTok or Douyin: made with AI, by its author’s word TikTok 或抖音标识：作者声明由 AI 生成',
  'platform-suspected':
    'label of TikTok or Douyin: taken for made with AI TikTok 或抖音标识：平台认为由 AI 生成',
};

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  stated: 'in its usual place 位于规定位置',
  unusual: 'in an unusual place or form 位置或形式不常见',
  hint: 'only a trace 只是痕迹',
};

export const generatorWords: Readonly<Record<Generator, string>> = {
  ...generatorNames,
  other: 'another AI generator 其他 AI 生成工具',
};

/** Terms of IPTC for how a picture came about; those that speak of AI or a camera. */
export const sourceTypeWords: Readonly<Record<string, string>> = {
  trainedAlgorithmicMedia: 'made with AI 由 AI 生成',
  compositeWithTrainedAlgorithmicMedia: 'partly made with AI 部分由 AI 生成',
  algorithmicMedia: 'made by a computer, not necessarily with AI 由计算机制作，不一定使用 AI',
  digitalCapture: 'taken with a camera 由相机拍摄',
};

export const backendWords = {
  wasm: 'processor (WebAssembly) 处理器',
  webgpu: 'graphics card (WebGPU) 显卡',
} as const;

export const kindWords: Readonly<Record<CaptureRecord['kind'], string>> = {
  opened: 'the freeze began 开始封存',
  page: 'what the page said 页面信息',
  frame: 'whole picture 完整画面',
  crop: 'face, cut from the picture 从画面中截取的人脸',
  original: 'original file 原始文件',
  'tab-picture': 'picture of the visible tab 标签页截图',
  redacted: 'copy with regions made black 部分区域涂黑的副本',
  note: 'note 备注',
};

export const clockWords = {
  'moved-back': 'the clock of the device was set back 设备时钟曾被调回',
  jumped: 'the clock of the device jumped 设备时钟发生跳变',
} as const;

type Rule = readonly [RegExp, (...parts: readonly string[]) => string];

/** The first rule that the whole text follows; a text of nobody's rule is shown as it stands. */
function byRule(rules: readonly Rule[], text: string): string {
  for (const [form, words] of rules) {
    const found = form.exec(text);
    if (found !== null) return words(...found.slice(1));
  }
  return text;
}

const refusedFrames = 'pictures were refused 未能取得画面';

const missingTexts: Readonly<Record<MissingCode, (...parts: readonly string[]) => string>> = {
  'address-viewer': () =>
    'address: parts that may name who looked were left out 地址：已略去可能指明查看者的部分',
  'address-cut': () => 'address: too long, its end was left out 地址：过长，已略去末尾',
  'frames-some': (got, of) =>
    `pictures: ${got} of ${of} were taken 画面：计划 ${of} 帧，取得 ${got} 帧`,
  'frames-repeated': (got, of) =>
    `pictures: ${got} of ${of} showed the same picture again and were not kept 画面：${of} 帧中有 ${got} 帧与前面相同，未保留`,
  'frames-unwritten': (got, of) =>
    `pictures: ${got} of ${of} could not be written as files 画面：${of} 帧中有 ${got} 帧未能写成文件`,
  'frames-gone': () => `${refusedFrames}: the page no longer answered 页面不再回应`,
  'frames-refused': (reason = '') => `${refusedFrames}: ${wordsOf(reasonWords, reason)}`,
  'scores-some': (got, of) =>
    `scores: the detector gave none for ${got} of ${of} pictures 分数：${of} 帧中有 ${got} 帧没有检测结果`,
  'tab-refused': () => 'picture of the tab: refused by the browser 标签页截图：浏览器拒绝',
  'original-refused': () => 'original file: not given by the site 原始文件：网站未提供',
  'address-only': () =>
    'pictures: none was taken, the person asked for the address only 画面：用户只要求保存地址，未采集画面',
};

/** A line of another version is shown as it stands. */
export function missingWords(line: string): string {
  const read = readMissing(line);
  return read === null ? line : missingTexts[read.code](...read.parts);
}

/** Notes of the log, as `redact` and `collect-capture` write them. */
const noteRules: readonly Rule[] = [
  [
    /^copy of (media\/[\w./-]+) with (\d+) regions made black$/,
    (of, count) =>
      `copy of ${of}, regions made black: ${count} 由 ${of} 复制，涂黑区域 ${count} 处`,
  ],
  [
    /^asked for once more without credentials; a server may answer another file$/,
    () =>
      'asked for once more without signing in; a server may answer another file 未带登录信息再次请求所得；服务器可能给出另一个文件',
  ],
];

export function noteWords(note: string): string {
  return byRule(noteRules, note);
}
