import type { CaptureRecord } from '../log/capture-record.js';
import { isUrlOnly, type Dossier } from '../package/dossier.js';
import { backendWords, kindWords, noteWords, reasonWords, wordsOf } from './report-codes.js';
import type { ReportInput } from './report-input.js';
import { codeRow, factTable, grid, paragraph, row, type Column } from './report-markup.js';
import { levelWords, withheldWords } from './report-words.js';

/** The annex of `report.html`: what was measured and with what, for a technical expert. */
export function annexSections(input: ReportInput): string {
  return `<h2 class="annex">Technical annex 技术附录</h2>
${[faceSection(input), frameSection(input), cropSection(input), hashSection(input)].filter(Boolean).join('\n')}
${softwareSection(input)}`;
}

/** Levels are given to a face over many frames: one of a single picture would claim more than was measured. */
function faceSection({ meta }: ReportInput): string {
  const tracks = meta?.record?.verdict?.tracks ?? [];
  if (tracks.length === 0) return '';
  const columns: readonly Column[] = [
    { name: 'Face 人脸', percent: 8 },
    { name: 'Level 级别', percent: 22 },
    { name: 'Score 分数', percent: 10 },
    { name: 'Good frames 有效帧', percent: 10 },
    { name: 'Seen (s) 出现时间（秒）', percent: 16 },
    { name: 'Reasons; frames refused 原因；未采用的帧', percent: 34 },
  ];
  const lines = tracks.map((track, at) => [
    String(at + 1),
    levelWords[track.level],
    track.score?.toFixed(3) ?? '–',
    String(track.framesGood),
    `${track.firstSeenS.toFixed(1)}–${track.lastSeenS.toFixed(1)}`,
    [
      ...track.reasons.map((reason) => wordsOf(reasonWords, reason)),
      ...Object.entries(track.framesRefused).map(
        ([reason, count]) => `${wordsOf(reasonWords, reason)}: ${count}`,
      ),
    ],
  ]);
  return `<h3>Faces followed while watching 观看期间跟踪的人脸</h3>
${grid(columns, lines)}`;
}

const scoreNotes: Readonly<Record<Dossier['mediaType'], string>> = {
  video:
    'Scores run from 0 to 1 and are the detector’s for this one picture; a level is given to a face over several frames only. 分数为 0 至 1，是检测器对单幅画面的结果；级别只对多帧中的同一人脸给出。',
  image:
    'Scores run from 0 to 1 and are the detector’s, looked at again when it was frozen. 分数为 0 至 1，是封存时检测器再次查看的结果。',
};

function frameSection({ dossier, records }: ReportInput): string {
  const columns: readonly Column[] = [
    { name: 'File 文件', percent: 34 },
    { name: 'Video (s) 视频时间（秒）', percent: 14 },
    { name: 'Captured at (UTC, device clock) 采集时间（设备时钟）', percent: 28 },
    { name: 'Faces 人脸数', percent: 10 },
    { name: 'Highest score 最高分数', percent: 14 },
  ];
  const lines = records
    .filter(({ kind }) => kind === 'frame')
    .map(({ path, mediaTimeS, wallClockMs, scores }) => [
      path ?? '',
      mediaTimeS?.toFixed(3) ?? '–',
      utc(wallClockMs),
      String(scores?.['faces'] ?? '–'),
      scores?.['highest']?.toFixed(3) ?? '–',
    ]);
  if (lines.length === 0) return '';
  return `<h3>Frames 各帧</h3>
${paragraph(scoreNotes[dossier.mediaType])}
${grid(columns, lines)}`;
}

function cropSection({ records }: ReportInput): string {
  const columns: readonly Column[] = [
    { name: 'File 文件', percent: 22 },
    { name: 'Cut from 截取自', percent: 23 },
    { name: 'Where, in %: left, top, width × height 位置（%）：左、上、宽 × 高', percent: 23 },
    { name: 'Score 分数', percent: 8 },
    { name: 'Swap, raw 换脸，校准前', percent: 12 },
    { name: 'Synthetic, raw 合成，校准前', percent: 12 },
  ];
  const lines = records
    .filter(({ kind }) => kind === 'crop')
    .map((crop) => {
      // The names of the two outputs of the classifier (`FaceLogits`) and of the score made of them.
      const output = (name: string): string => crop.scores?.[name]?.toFixed(3) ?? '–';
      return [
        crop.path ?? '',
        frameOf(crop, records)?.path ?? '–',
        crop.region === null ? '–' : placeOf(crop.region),
        output('score'),
        output('composite'),
        output('synthetic'),
      ];
    });
  return lines.length === 0 ? '' : `<h3>Face pictures 人脸截图</h3>\n${grid(columns, lines)}`;
}

function placeOf({ x, y, width, height }: NonNullable<CaptureRecord['region']>): string {
  const [left, top, wide, high] = [x, y, width, height].map((part) => (part * 100).toFixed(1));
  return `${left}, ${top}, ${wide} × ${high}`;
}

/** The frame that a face was cut from: both were taken at one moment of one session. */
function frameOf(
  crop: CaptureRecord,
  records: readonly CaptureRecord[],
): CaptureRecord | undefined {
  return records.find(
    ({ kind, session, monotonicMs }) =>
      kind === 'frame' && session === crop.session && monotonicMs === crop.monotonicMs,
  );
}

const hashNotes = [
  'SHA-256: of the file. Pixels: SHA-256 of the picture before it was written as a file. PDQ, with its quality of 100: finds the same picture again after it was compressed or resized; it proves nothing.',
  'SHA-256：文件的哈希值。Pixels：写成文件之前画面像素的 SHA-256。PDQ（附质量，满分 100）：用于在压缩或缩放后再次找到同一画面，不作证明之用。',
];

function hashSection({ dossier, records, withheld, withheldWhy }: ReportInput): string {
  const columns: readonly Column[] = [
    { name: 'File, and what it is 文件及说明', percent: 30 },
    { name: 'Hashes 哈希值', percent: 70, isCode: true },
  ];
  const lines = records.flatMap(({ path, kind, note, encodedSha256, pixelSha256, pdq }) => {
    if (path === null) return [];
    const about = [
      path,
      note === null ? kindWords[kind] : noteWords(note),
      withheld.includes(path) ? withheldWords[withheldWhy[path] ?? 'chosen'] : '',
    ];
    // Something of a picture can be guessed from its perceptual hash; the log cannot be without it, a page can.
    const seen = isUrlOnly(dossier) ? null : pdq;
    const hashes = [
      encodedSha256 === null ? '' : `SHA-256 ${encodedSha256}`,
      pixelSha256 === null ? '' : `Pixels ${pixelSha256}`,
      seen === null ? '' : `PDQ ${seen.quality} ${seen.hash}`,
    ];
    return [[about, hashes]];
  });
  if (lines.length === 0) return '';
  return `<h3>Files and their hashes 文件与哈希值</h3>
${paragraph(hashNotes)}
${grid(columns, lines)}`;
}

function softwareSection({ dossier: { detector, zone }, meta, software }: ReportInput): string {
  const model = meta?.model;
  const id = detector?.modelId ?? model?.id;
  const version = detector?.modelVersion ?? model?.version;
  const backend = detector?.backend ?? model?.backend ?? null;
  return `<h3>Software and device 软件与设备</h3>
${factTable([
  row('Browser (user agent) 浏览器（用户代理）', meta?.userAgent),
  row('Time zone of the device 设备时区', zone),
  row(
    'Extension when frozen 封存时的扩展版本',
    meta?.extensionVersion ?? detector?.extensionVersion,
  ),
  codeRow('Files of that extension (SHA-256 of their list) 扩展文件清单', meta?.extensionSha256),
  row('Extension when sealed 签名时的扩展', software),
  row('Model 模型', [id, version].filter(Boolean).join(' ')),
  codeRow('Model file (SHA-256) 模型文件', detector?.modelSha256 ?? model?.sha256),
  row('Model ran on 模型运行于', backend && backendWords[backend]),
])}`;
}

function utc(atMs: number): string {
  return new Date(atMs).toISOString().replace('T', ' ').replace('Z', '');
}
