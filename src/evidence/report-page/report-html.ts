import type { CaptureRecord } from '../log/capture-record.js';
import { isUrlOnly, type Claim, type Dossier } from '../package/dossier.js';
import { momentS } from '../package/annotations.js';
import { localMoment } from './local-moment.js';
import type { PageMeta } from '../capture/page-meta.js';
import { escapeHtml } from '../plain-text.js';
import { annexSections } from './report-annex.js';
import {
  aigcWords,
  certaintyWords,
  clockWords,
  disclosureWords,
  generatorWords,
  kindWords,
  mediaTypeWords,
  missingWords,
  noteWords,
  reasonWords,
  scanWords,
  siteWords,
  sourceTypeWords,
  standingWords,
  unreadWords,
  wordsOf,
} from './report-codes.js';
import type { ReportInput } from './report-input.js';
import {
  codeRow,
  factTable,
  figure,
  grid,
  list,
  paragraph,
  reportStyle,
  row,
  type Column,
} from './report-markup.js';
import {
  calibrationWords,
  claimWords,
  errorWords,
  fileStateWords,
  groundWords,
  labelStateWords,
  levelWords,
  meantFaceWords,
  notCheckedWords,
  regionWords,
  relationWords,
  ruleWords,
  statementWords,
  withheldWords,
} from './report-words.js';
import { neverProven, statements } from '../statements.js';

/**
 * `report.html`: for a reader without our program. Static, no script, no address is a link that could be followed by
 * mistake, every text is escaped. First what, where and when, who sealed it, what was found and what is said; then
 * the pictures; then, in an annex, what only a technical expert asks for.
 */
export function reportHtml(input: ReportInput): string {
  const title = 'Evidence report 证据报告';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${paragraph([lead.en, lead.zh])}
${contentSection(input)}
${sealSection(input)}
<h2>What was found 检测与核查结果</h2>
${detectorSection(input)}
${labelSection(input.dossier)}
${fileSection(input.dossier)}
${claimSection(input.dossier)}
${statementSection(input)}
${gapSection(input)}
${limitSection()}
${pictureSection(input)}
${annexSections(input)}
</body>
</html>
`;
}

const lead = {
  en: 'This page belongs to a package of files. It says what a person saw in a browser, what that person states, and what programs on the device found. A finding of the detector is a ground for suspicion, not a proof.',
  zh: '本页属于一个证据包，说明用户在浏览器中看到的内容、用户的陈述以及设备上程序的检测结果。检测结果只是怀疑的依据，不是证明。',
};

function contentSection({ dossier, records, meta }: ReportInput): string {
  const { contentUrl, uploader, zone } = dossier;
  const moved = [...new Set(records.map(({ clock }) => clock))].flatMap((clock) =>
    clock === 'moved-back' || clock === 'jumped' ? [clockWords[clock]] : [],
  );
  return `<h2>What it is about: content, place, time 涉及的内容、位置与时间</h2>
${factTable([
  row('Kind 类型', mediaTypeWords[dossier.mediaType]),
  row('Title 标题', dossier.title),
  row('Platform 平台', wordsOf(siteWords, dossier.platform)),
  row('Address 地址', contentUrl.canonical),
  row(
    'Address as seen 所见地址',
    contentUrl.asSeen === contentUrl.canonical ? null : contentUrl.asSeen,
  ),
  row('Page that showed it in a frame 嵌入该内容的页面', contentUrl.ofTab),
  row('Content id 内容编号', dossier.contentId),
  row('Part 分段', dossier.partId),
  row('Uploader 发布者', uploader.name),
  row('Uploader id 发布者编号', uploader.id),
  row('Uploader page 发布者主页', uploader.url),
  row('Published (as the page says) 发布时间（据页面显示）', dossier.publishedAt),
  row('Seen and frozen 发现并封存的时间', localMoment(dossier.seenAt, zone)),
  row('Size of the picture 画面尺寸', sizeOf(meta)),
  row('Clock of the device 设备时钟', moved),
])}`;
}

function sizeOf(meta: PageMeta | null): string | null {
  if (meta === null || meta.widthPx === 0 || meta.heightPx === 0) return null;
  return `${meta.widthPx} × ${meta.heightPx}`;
}

function sealSection({ dossier, records, software, fingerprint, ...input }: ReportInput): string {
  return `<h2>Who sealed it, and when 签名者与签名时间</h2>
${factTable([
  row(
    'Sealed by 签名者',
    'an installation of the browser extension, named by its key; a key names no person 浏览器扩展的一个安装，以其密钥为标识；密钥不对应任何个人',
  ),
  codeRow('Key fingerprint (SHA-256) 密钥指纹', fingerprint),
  row('Sealed at (device clock) 签名时间（设备时钟）', localMoment(input.sealedAt, dossier.zone)),
  row('Sealed with 所用软件', software),
  row(
    'Time stamp 时间戳',
    input.hasStamp
      ? 'of an outside authority (RFC 3161), in the file timestamp.tsr 由外部机构出具（RFC 3161），见文件 timestamp.tsr'
      : 'none; the times here are those of the device 无；本报告中的时间均为设备时间',
  ),
  row('Capture log 采集日志', `log.jsonl, records 记录数: ${records.length}`),
  codeRow('Its last record (SHA-256) 日志末条', input.log.hash),
  row('How to check 核验方法', 'README.txt'),
])}`;
}

function claimSection(dossier: Dossier): string {
  if (dossier.claims.length === 0) return '';
  const columns: readonly Column[] = [
    { name: 'Claim 主张', percent: 20 },
    { name: 'In the words of the reporter 举报人原话', percent: 36 },
    { name: 'When in the video 视频时间', percent: 16 },
    { name: 'Where in the picture 画面位置', percent: 28 },
  ];
  const lines = dossier.claims.map((claim) => [
    claimWords[claim.kind],
    claim.text,
    timeWords(claim.time),
    [
      claim.frame ?? '',
      claim.region === null ? '' : regionWords(claim.region),
      ...facesOf(dossier, claim.id),
    ],
  ]);
  return `<h2>Claims of the reporter 举报人主张</h2>
${grid(columns, lines)}`;
}

/** Which of several faces a claim marks, or, with null, the detector points to. */
function facesOf({ faces = [] }: Dossier, claim: string | null): readonly string[] {
  return faces.filter((face) => face.claim === claim).map(meantFaceWords);
}

/** A moment without length counts for a second, as in the annotations of the package. */
function timeWords(time: Claim['time']): string {
  if (time === null) return '';
  const { startS, endS } = time;
  return `${secondsOf(startS)}–${secondsOf(endS === startS ? startS + momentS : endS)} s 秒`;
}

function secondsOf(valueS: number): string {
  return valueS.toFixed(3).replace(/\.?0+$/, '');
}

/** What the reporter says of the whole; a statement that was not made, or was left out, is no row. */
function statementSection({ dossier, destinationNames }: ReportInput): string {
  const rows = [
    ...[...new Set(dossier.grounds.map((ground) => groundWords[ground]))].map((words) =>
      row('Ground 举报事由', words),
    ),
    ...[...new Set((dossier.rules ?? []).map(ruleWords))].map((words) =>
      row('Rule behind it 所依据的规定', words),
    ),
    row('Why 理由', dossier.whyIllegal.split('\n')),
    row('Relation to the person shown 与肖像权人的关系', relationWords[dossier.depictedPerson]),
    row('Consent 关于同意的声明', said(dossier.consentStatement, statementWords.consent)),
    row('Good faith 真实性声明', said(dossier.goodFaithStatement, statementWords.goodFaith)),
    ...dossier.priorReports.map(({ destination, caseNumber, filedAt }) =>
      row('Reported before 此前举报', [
        wordsOf(destinationNames, destination),
        caseNumber === null ? '' : `number 编号: ${caseNumber}`,
        localMoment(filedAt, dossier.zone),
      ]),
    ),
  ];
  return `<h2>Reason and statements of the reporter 举报人的理由与声明</h2>
${factTable(rows, 'none in this package 本包未包含')}`;
}

/** Older dossiers hold the words that were shown to the person. */
function said(statement: Dossier['consentStatement'], words: string): string | null {
  return statement === true ? words : statement;
}

function detectorSection({ dossier, meta }: ReportInput): string {
  const { detector } = dossier;
  const heading = '<h3>Detector 检测器</h3>';
  if (detector === null) {
    const why = meta?.record?.reasons ?? [];
    return `${heading}
${factTable([
  row('Result 结果', 'no answer was there when it was frozen 封存时没有检测结果'),
  row('Reasons 原因', reasonLines(why)),
])}`;
  }
  return `${heading}
${factTable([
  row('Level 级别', levelWords[detector.level]),
  row('Which face 所指人脸', facesOf(dossier, null)),
  row('Reasons 原因', reasonLines(detector.reasons)),
  row('Known errors 已知出错情况', errorWords(detector.level, detector.knownErrorRate)),
  row(
    'Score (0 to 1), highest of all faces 分数（0 至 1），各人脸中最高',
    detector.score?.toFixed(2),
  ),
  row('Good frames 有效帧数', String(detector.framesGood)),
  row('Calibration 校准', calibrationWords(detector.calibration)),
  row(
    'Origin of the model 模型来源',
    detector.isForeign === true
      ? 'brought by the person, not part of this software 用户自备，非本软件所附'
      : null,
  ),
  row('Not checked 未检查', notCheckedWords[dossier.mediaType]),
])}`;
}

function reasonLines(reasons: readonly string[]): readonly string[] {
  return reasons.map((reason) => wordsOf(reasonWords, reason));
}

function labelSection(dossier: Dossier): string {
  const { platformLabel: label, platformLabelState: state = 'not-read', zone } = dossier;
  return `<h3>What the platform says 平台的标识</h3>
${factTable([
  row(
    'Label of the platform 平台标识',
    label === null ? labelStateWords[state] : wordsOf(disclosureWords, label.level),
  ),
  row('Its own words 标识原文', label?.raw),
  row('Where the label was read 标识读取位置', label?.path),
  row('When it was read 标识读取时间', label && localMoment(label.seenAt, zone)),
])}`;
}

/** What the file said of itself. Dossiers of before do not say whether it was read. */
function fileSection({ fileProvenance: file }: Dossier): string {
  const state = file?.state ?? (file === null ? 'not-read' : null);
  const marks = [file?.c2pa, file?.iptc, file?.gb45438, ...(file?.hints ?? [])].filter(Boolean);
  const why = file?.why ? `: ${wordsOf(unreadWords, file.why)}` : '';
  return `<h3>What the file says of itself 文件自身信息</h3>
${factTable([
  row('File 文件', state && `${fileStateWords[state]}${why}`),
  row('Content credential (C2PA) 内容凭证', file?.c2pa && leadWords(file.c2pa, standingWords)),
  row('Source marks (IPTC) 来源标记', file?.iptc && eachWords(file.iptc, sourceTypeWords)),
  row('AI label (GB 45438) AI 标识', file?.gb45438 && eachWords(file.gb45438, labelParts)),
  row('Other traces 其他痕迹', file?.hints.map(hintWords)),
  row(
    'Marks 标记',
    state === 'read' && marks.length === 0
      ? 'none found; a missing mark means nothing 未见标记；没有标记不说明任何问题'
      : null,
  ),
])}`;
}

const labelParts = { ...aigcWords, ...certaintyWords };

/** `text` of codes and names between commas (`report/file-provenance`): words for the code that leads it. */
function leadWords(text: string, known: Readonly<Record<string, string>>): string {
  const [code = '', ...rest] = text.split(', ');
  return [wordsOf(known, code), ...rest].join(', ');
}

/** The same for several marks, of which each may have a second code. */
function eachWords(text: string, known: Readonly<Record<string, string>>): readonly string[] {
  return text.split('; ').map((mark) => {
    const [first = '', second, ...rest] = mark.split(', ');
    const codes = second === undefined ? [first] : [first, second];
    return [...codes.map((code) => wordsOf(known, code)), ...rest].join(', ');
  });
}

function hintWords(hint: string): string {
  const note = /^note: (.+)$/.exec(hint)?.[1];
  return note === undefined ? leadWords(hint, generatorWords) : wordsOf(scanWords, note);
}

/** What a reader might look for and not find, and why. */
function gapSection({ dossier, withheld, withheldWhy, meta }: ReportInput): string {
  const lines = [
    ...(meta === null ? ['not known 无法得知'] : meta.missing.map(missingWords)),
    ...withheld.map((path) => `${path}: ${withheldWords[withheldWhy[path] ?? 'chosen']}`),
    ...(isUrlOnly(dossier)
      ? ['no pictures: a minor or intimate content may be shown 无画面：可能涉及未成年人或私密内容']
      : []),
  ];
  return `<h2>What is missing 缺少的内容</h2>
${lines.length === 0 ? paragraph('nothing that was asked for 所需内容均已采集') : list(lines)}`;
}

function limitSection(): string {
  const limits = [...neverProven, 'device-clock' as const];
  return `<h2>What this does not prove 不能证明的事项</h2>
${list(limits.map((limit) => [statements[limit].en, statements[limit].zh]))}`;
}

/** Each picture with the faces that were cut from it, which follow it in the log: also where it was left out itself. */
function pictureSection({ records, withheld }: ReportInput): string {
  const shots: string[][] = [];
  for (const record of records) {
    const { path, kind } = record;
    if (!path?.startsWith('media/')) continue;
    const isFace = kind === 'crop';
    if (!isFace) shots.push([]);
    if (!path.endsWith('.png') || withheld.includes(path)) continue;
    const shot = figure(path, kindWords[kind], captionOf(record, path), isFace);
    const group = shots.at(-1);
    if (group === undefined) shots.push([shot]);
    else group.push(shot);
  }
  const shown = shots.filter(({ length }) => length > 0);
  if (shown.length === 0) return '';
  const groups = shown.map((figures) => `<div class="shot">\n${figures.join('\n')}\n</div>`);
  return `<h2>Frozen pictures 封存画面</h2>
${paragraph('Small pictures are faces, cut from the whole picture with the same number. Hashes stand in the annex. 小图为从同编号的完整画面中截取的人脸。哈希值见附录。')}
${groups.join('\n')}`;
}

/** A face has the moment of its picture; its name is enough. */
function captionOf({ kind, mediaTimeS, note }: CaptureRecord, path: string): string {
  if (kind === 'crop') return path;
  const what = note === null ? kindWords[kind] : noteWords(note);
  const when = mediaTimeS === null ? '' : ` · ${mediaTimeS.toFixed(3)} s 秒`;
  return `${path}${when} · ${what}`;
}
