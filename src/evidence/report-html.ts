import type { CaptureRecord } from './capture-record.js';
import { isUrlOnly, type Dossier } from './dossier.js';
import { mediaFragment } from './annotations.js';
import { localMoment } from './local-moment.js';
import type { WithheldWhy } from './package-layout.js';
import { escapeHtml } from './plain-text.js';
import {
  calibrationWords,
  claimWords,
  errorWords,
  fileStateWords,
  groundWords,
  labelStateWords,
  levelWords,
  relationWords,
  ruleWords,
  statementWords,
  withheldWords,
} from './report-words.js';
import { neverProven, statements } from './statements.js';

/**
 * `report.html`: for a reader without our program. Static, no script, no address is a link that
 * could be followed by mistake, every text is escaped here and only here.
 */
export interface ReportInput {
  readonly dossier: Dossier;
  readonly records: readonly CaptureRecord[];
  readonly fingerprint: string;
  readonly sealedAt: string;
  /** Files named in the log that this package does not hold. */
  readonly withheld: readonly string[];
  /** Why, where it was not the person's choice. */
  readonly withheldWhy: Readonly<Record<string, WithheldWhy>>;
  /** What could not be collected when it was frozen; null where that is not known. */
  readonly missing: readonly string[] | null;
}

const style = `
body{font:15px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #999}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:14rem;font-weight:600}
figure{margin:1rem 0;break-inside:avoid}img{max-width:100%;border:1px solid #bbb}figcaption{font-size:.85rem;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}
`;

export function reportHtml(input: ReportInput): string {
  const { dossier, records, fingerprint, sealedAt } = input;
  const title = 'Evidence report 证据报告';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${contentSection(dossier)}
${claimSection(dossier)}
${statementSection(dossier)}
${detectorSection(dossier)}
${fileSection(dossier)}
${gapSection(input)}
${pictureSection(records, input.withheld)}
<h2>Signature 签名</h2>
${table([
  ['Sealed at (device clock) 签名时间（设备时钟）', sealedAt],
  ['Key fingerprint (SHA-256) 密钥指纹', fingerprint],
  ['How to check 核验方法', 'README.txt'],
])}
<h2>What this does not prove 不能证明的事项</h2>
<ul>
${[...neverProven, 'device-clock' as const]
  .map(
    (limit) =>
      `<li>${escapeHtml(statements[limit].en)}<br>${escapeHtml(statements[limit].zh)}</li>`,
  )
  .join('\n')}
</ul>
</body>
</html>
`;
}

type Row = readonly [string, string | number | null];

/** Rows without a value are left out: an empty cell says nothing. */
function table(rows: readonly Row[]): string {
  const shown = rows.filter(([, value]) => value !== null && value !== '');
  const lines = shown.map(
    ([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(String(value))}</td></tr>`,
  );
  return `<table>\n${lines.join('\n')}\n</table>`;
}

function contentSection(dossier: Dossier): string {
  const { contentUrl, uploader } = dossier;
  const { platformLabel: label, platformLabelState: state = 'not-read' } = dossier;
  return `<h2>Content 内容</h2>
${table([
  ['Platform 平台', dossier.platform],
  ['Address 地址', contentUrl.canonical],
  [
    'Address as seen 所见地址',
    contentUrl.asSeen === contentUrl.canonical ? null : contentUrl.asSeen,
  ],
  ['Page that showed it in a frame 嵌入该内容的页面', contentUrl.ofTab ?? null],
  ['Content id 内容编号', dossier.contentId],
  ['Part 分段', dossier.partId],
  ['Title 标题', dossier.title],
  ['Uploader 发布者', uploader.name],
  ['Uploader id 发布者编号', uploader.id],
  ['Uploader page 发布者主页', uploader.url],
  ['Published (as the page says) 发布时间（据页面显示）', dossier.publishedAt],
  ['Seen 发现时间', localMoment(dossier.seenAt, dossier.zone)],
  [
    'Label of the platform 平台标识',
    label === null ? labelStateWords[state] : `${label.raw} (${label.level})`,
  ],
  ['Where the label was read 标识读取位置', label && `${label.path}, ${label.seenAt}`],
])}`;
}

function claimSection(dossier: Dossier): string {
  if (dossier.claims.length === 0) return '';
  const rows = dossier.claims.map((claim): Row => {
    const where = [mediaFragment(claim), claim.frame].filter(Boolean).join(', ');
    return [claimWords[claim.kind], where === '' ? claim.text : `${claim.text} [${where}]`];
  });
  return `<h2>Claims of the reporter 举报人主张</h2>
${table(rows)}`;
}

/** What the reporter says of the whole; a statement that was not made, or was left out, is no row. */
function statementSection(dossier: Dossier): string {
  const rows: readonly Row[] = [
    ...[...new Set(dossier.grounds.map((ground) => groundWords[ground]))].map((words): Row => [
      'Ground 举报事由',
      words,
    ]),
    ...[...new Set((dossier.rules ?? []).map(ruleWords))].map((words): Row => [
      'Rule behind it 所依据的规定',
      words,
    ]),
    ['Why 理由', dossier.whyIllegal],
    ['Relation to the person shown 与肖像权人的关系', relationWords[dossier.depictedPerson]],
    ['Consent 关于同意的声明', said(dossier.consentStatement, statementWords.consent)],
    ['Good faith 真实性声明', said(dossier.goodFaithStatement, statementWords.goodFaith)],
    ...dossier.priorReports.map(({ destination, caseNumber, filedAt }): Row => [
      'Reported before 此前举报',
      [destination, caseNumber, filedAt].filter(Boolean).join(', '),
    ]),
  ];
  const isSaid = rows.some(([, value]) => value !== null && value !== '');
  return `<h2>Reason and statements of the reporter 举报人的理由与声明</h2>
${isSaid ? table(rows) : '<p>none in this package 本包未包含</p>'}`;
}

/** Older dossiers hold the words that were shown to the person. */
function said(statement: Dossier['consentStatement'], words: string): string | null {
  return statement === true ? words : statement;
}

function detectorSection(dossier: Dossier): string {
  const { detector } = dossier;
  if (detector === null) return '';
  return `<h2>Detector 检测</h2>
${table([
  ['Level 级别', levelWords[detector.level]],
  ['Reasons 原因', detector.reasons.join(', ')],
  ['Score (0 to 1) 分数（0 至 1）', detector.score],
  ['Good frames 有效帧数', detector.framesGood],
  ['Model 模型', [detector.modelId, detector.modelVersion].filter(Boolean).join(' ')],
  [
    'Origin of the model 模型来源',
    detector.isForeign === true
      ? 'brought by the person, not part of this software 用户自备，非本软件所附'
      : null,
  ],
  ['Model file (SHA-256) 模型文件', detector.modelSha256],
  ['Extension 扩展版本', detector.extensionVersion],
  ['Calibration 校准', calibrationWords(detector.calibration)],
  ['Known errors 已知出错情况', errorWords(detector.level, detector.knownErrorRate)],
  ['Not checked 未检查', 'audio, other faces, the rest of the video 声音、其他人脸、视频其余部分'],
])}`;
}

/** What the file said of itself. Dossiers of before do not say whether it was read. */
function fileSection({ fileProvenance: file }: Dossier): string {
  const state = file?.state ?? (file === null ? 'not-read' : null);
  const marks = [file?.c2pa, file?.iptc, file?.gb45438, ...(file?.hints ?? [])].filter(Boolean);
  const read = state && `${fileStateWords[state]}${file?.why ? ` (${file.why})` : ''}`;
  return `<h2>What the file says of itself 文件自身信息</h2>
${table([
  ['File 文件', read],
  ['C2PA', file?.c2pa ?? null],
  ['IPTC', file?.iptc ?? null],
  ['GB 45438', file?.gb45438 ?? null],
  ['Other traces 其他痕迹', file?.hints.join('; ') ?? null],
  [
    'Marks 标记',
    state === 'read' && marks.length === 0
      ? 'none found; a missing mark means nothing 未见标记；没有标记不说明任何问题'
      : null,
  ],
])}`;
}

/** What a reader might look for and not find, and why. */
function gapSection({ dossier, withheld, withheldWhy, missing }: ReportInput): string {
  const lines = [
    ...(missing ?? ['not known 无法得知']),
    ...withheld.map((path) => `${path}: ${withheldWords[withheldWhy[path] ?? 'chosen']}`),
    ...(isUrlOnly(dossier)
      ? ['no pictures: a minor or intimate content may be shown 无画面：可能涉及未成年人或私密内容']
      : []),
  ];
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`);
  return `<h2>What is missing 缺少的内容</h2>
${items.length === 0 ? '<p>nothing that was asked for 所需内容均已采集</p>' : `<ul>\n${items.join('\n')}\n</ul>`}`;
}

function pictureSection(records: readonly CaptureRecord[], withheld: readonly string[]): string {
  const figures = records.flatMap((record) => {
    const { path } = record;
    if (!path?.startsWith('media/')) return [];
    const time = record.mediaTimeS === null ? '' : `, ${record.mediaTimeS.toFixed(3)} s`;
    const at = new Date(record.wallClockMs).toISOString();
    const caption = `${path} (${record.kind}${time}), ${at}, SHA-256 ${record.encodedSha256 ?? ''}`;
    const isPicture = path.endsWith('.png') && !withheld.includes(path);
    const image = isPicture
      ? `<img src="${escapeHtml(path)}" alt="${escapeHtml(record.kind)}">`
      : '';
    return [`<figure>${image}<figcaption>${escapeHtml(caption)}</figcaption></figure>`];
  });
  return figures.length === 0 ? '' : `<h2>Frozen pictures 封存画面</h2>\n${figures.join('\n')}`;
}
