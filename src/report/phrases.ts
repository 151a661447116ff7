import type { Claim, Dossier, ReportGround } from '../evidence/package/dossier.js';
import { faceWords } from '../evidence/report-page/face-words.js';
import type { ReportField, ReportLanguage } from './destination.js';

/**
 * Words of the text that goes to a destination, in the language of the destination (not of the
 * interface). They speak of suspicion; a person with legal training has not read them yet.
 */
export interface Phrases {
  readonly labels: Readonly<Record<ReportField, string>>;
  /** Own and others' likeness read alike: whose face it is, is told only where `relation` is asked. */
  readonly grounds: Readonly<Record<ReportGround, string>>;
  /** The same where there is little room. */
  readonly shortGrounds: Readonly<Record<ReportGround, string>>;
  readonly claims: Readonly<Record<Claim['kind'], string>>;
  /** An unknown one is nothing that the reporter said, so it has no words. */
  readonly relations: Readonly<Record<Exclude<Dossier['depictedPerson'], 'unknown'>, string>>;
  /** Which of several faces is meant, with the moment in a video. */
  readonly face: (typeof faceWords)[ReportLanguage];
  readonly noLabel: string;
  /** Level of the detector, said as suspicion. */
  readonly suspicion: (level: string) => string;
  /** Statements of the reporter: fixed words, whatever language they were ticked in. */
  readonly consent: string;
  readonly goodFaith: string;
  /**
   * The one sentence beside the address, by what is shown: a minor, or intimate content of an adult. Nothing
   * about what was stored here.
   */
  readonly bare: Readonly<Record<'minor' | 'sexual', string>>;
  /** In place of an address that is too long for the text. */
  readonly addressApart: string;
  /** Before the rule of law behind it, where the reason itself is not written out. */
  readonly rule: string;
  readonly colon: string;
  readonly comma: string;
  /** Between the parts of a list. */
  readonly semicolon: string;
  readonly inBrackets: (words: string) => string;
}

const chinese: Phrases = {
  labels: {
    'content-url': '链接',
    'embedded-at': '嵌入该内容的页面',
    'content-id': '内容编号',
    site: '网站',
    category: '举报类型',
    title: '标题',
    uploader: '发布者',
    'seen-at': '发现时间',
    moments: '具体位置',
    face: '检测提示的人脸',
    grounds: '举报事由',
    explanation: '说明',
    label: '平台标识',
    detector: '检测提示',
    screenshots: '截图',
    relation: '与肖像权人的关系',
    'consent-statement': '未经同意声明',
    'good-faith-statement': '真实性声明',
    name: '姓名',
    account: '举报人账号',
    email: '电子邮箱',
    phone: '联系电话',
    signature: '签名',
    'identity-document': '身份证明',
  },
  grounds: {
    'own-likeness': '未经肖像权人同意，疑似使用深度合成技术编辑其人脸，涉嫌侵害肖像权',
    'others-likeness': '未经肖像权人同意，疑似使用深度合成技术编辑其人脸，涉嫌侵害肖像权',
    'label-missing': '疑似人工智能生成合成内容，未见显著标识',
    rumour: '疑似利用深度合成内容传播虚假信息',
    fraud: '疑似利用深度合成内容实施诈骗',
    reputation: '疑似利用深度合成内容损害名誉',
    sexual: '疑似未经同意的私密影像',
  },
  shortGrounds: {
    'own-likeness': '疑似未经同意换脸，涉嫌侵害肖像权',
    'others-likeness': '疑似未经同意换脸，涉嫌侵害肖像权',
    'label-missing': '疑似AI生成合成，未见标识',
    rumour: '疑似深度合成虚假信息',
    fraud: '疑似深度合成诈骗',
    reputation: '疑似深度合成损害名誉',
    sexual: '疑似未经同意的私密影像',
  },
  claims: {
    'face-swap': '疑似换脸',
    reenactment: '疑似人脸操控',
    'face-generation': '疑似生成的人脸',
    'attribute-edit': '疑似人脸属性编辑',
    'wholly-synthetic': '疑似整体合成',
    'label-missing': '未见标识',
    other: '其他',
  },
  relations: {
    self: '举报人即肖像权人',
    'on-behalf': '举报人受肖像权人委托',
    'public-figure': '公众人物，举报人为第三方',
  },
  face: faceWords['zh-CN'],
  noLabel: '未见平台或作者标识',
  suspicion: (level) => `本机检测提示“${level}”换脸或合成，仅为怀疑依据，不是结论`,
  consent: '画面中的人未同意这样制作、使用或传播其影像',
  goodFaith: '本人本着诚信，相信以上内容准确、完整',
  bare: {
    minor: '该链接可能涉及未成年人的性或受伤害内容，请依法处置。',
    sexual: '该链接疑似未经同意发布的成年人私密影像，可能为深度合成伪造，请求删除并依法处置。',
  },
  addressApart: '过长，请见表单的链接栏',
  rule: '依据',
  colon: '：',
  comma: '，',
  semicolon: '；',
  inBrackets: (words) => `（${words}）`,
};

const english: Phrases = {
  labels: {
    'content-url': 'Address',
    'embedded-at': 'Embedded at',
    'content-id': 'Content id',
    site: 'Site',
    category: 'Category',
    title: 'Title',
    uploader: 'Uploader',
    'seen-at': 'Seen at',
    moments: 'Where in the content',
    face: 'Face that the detector points to',
    grounds: 'Reason',
    explanation: 'Explanation',
    label: 'Label of the platform',
    detector: 'Detector',
    screenshots: 'Pictures',
    relation: 'Relation to the person shown',
    'consent-statement': 'Consent',
    'good-faith-statement': 'Good faith',
    name: 'Name',
    account: 'Your account',
    email: 'E-mail',
    phone: 'Telephone',
    signature: 'Signature',
    'identity-document': 'Proof of identity',
  },
  grounds: {
    'own-likeness':
      'a face appears to be edited or synthesised, without the consent of the person shown',
    'others-likeness':
      'a face appears to be edited or synthesised, without the consent of the person shown',
    'label-missing': 'content that looks synthetic, no label seen',
    rumour: 'content that looks synthetic spreads a false report',
    fraud: 'content that looks synthetic is used for fraud',
    reputation: 'content that looks synthetic harms a reputation',
    sexual: 'intimate content published without consent',
  },
  shortGrounds: {
    'own-likeness': 'face apparently altered without consent',
    'others-likeness': 'face apparently altered without consent',
    'label-missing': 'looks synthetic, no label seen',
    rumour: 'looks synthetic, spreads a false report',
    fraud: 'looks synthetic, used for fraud',
    reputation: 'looks synthetic, harms a reputation',
    sexual: 'intimate content without consent',
  },
  claims: {
    'face-swap': 'signs of a swapped face',
    reenactment: 'signs of a re-enacted face',
    'face-generation': 'signs of a generated face',
    'attribute-edit': 'signs of edited facial features',
    'wholly-synthetic': 'signs of wholly synthetic content',
    'label-missing': 'no label seen',
    other: 'other',
  },
  relations: {
    self: 'I am the person shown',
    'on-behalf': 'I act for the person shown, with authority',
    'public-figure': 'public figure; I am a third party',
  },
  face: faceWords.en,
  noLabel: 'no label of the platform or the author was seen',
  suspicion: (level) =>
    `a detector on the device found signs of synthesis, level "${level}"; a ground for suspicion, not a proof`,
  consent: 'the person shown did not consent to this content being made, used or published',
  goodFaith:
    'I believe in good faith that the information and allegations here are accurate and complete',
  bare: {
    minor: 'This address may show a minor in a sexual or harmful way. Please act as the law asks.',
    sexual:
      'This address appears to show a non-consensual intimate image of an adult, which may be a digital forgery. Please remove it.',
  },
  addressApart: 'too long for this text, see the address field of the form',
  rule: 'Rule',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  inBrackets: (words) => ` (${words})`,
};

const korean: Phrases = {
  labels: {
    'content-url': '주소',
    'embedded-at': '삽입된 페이지',
    'content-id': '콘텐츠 번호',
    site: '사이트',
    category: '신고 유형',
    title: '제목',
    uploader: '게시자',
    'seen-at': '발견 시각',
    moments: '해당 위치',
    face: '탐지 결과가 가리키는 얼굴',
    grounds: '신고 사유',
    explanation: '설명',
    label: '플랫폼 표시',
    detector: '탐지 결과',
    screenshots: '화면 사진',
    relation: '피해자와의 관계',
    'consent-statement': '동의 없음',
    'good-faith-statement': '사실 확인',
    name: '이름',
    account: '신고자 계정',
    email: '전자우편',
    phone: '전화번호',
    signature: '서명',
    'identity-document': '신분 증명',
  },
  grounds: {
    'own-likeness': '당사자의 동의 없이 얼굴이 합성된 것으로 의심됨',
    'others-likeness': '당사자의 동의 없이 얼굴이 합성된 것으로 의심됨',
    'label-missing': '합성으로 의심되나 표시가 보이지 않음',
    rumour: '합성으로 의심되는 허위 정보',
    fraud: '합성으로 의심되는 사기',
    reputation: '합성으로 의심되는 명예 훼손',
    sexual: '동의 없이 유포된 사적 영상',
  },
  shortGrounds: {
    'own-likeness': '동의 없는 얼굴 합성 의심',
    'others-likeness': '동의 없는 얼굴 합성 의심',
    'label-missing': '합성 의심, 표시 없음',
    rumour: '허위 정보 의심',
    fraud: '합성 사기 의심',
    reputation: '합성 명예 훼손 의심',
    sexual: '동의 없이 유포된 사적 영상',
  },
  claims: {
    'face-swap': '얼굴 교체 의심',
    reenactment: '얼굴 조작 의심',
    'face-generation': '생성된 얼굴 의심',
    'attribute-edit': '얼굴 속성 편집 의심',
    'wholly-synthetic': '전체 합성 의심',
    'label-missing': '표시 없음',
    other: '기타',
  },
  relations: {
    self: '신고자가 당사자임',
    'on-behalf': '본인의 위임을 받음',
    'public-figure': '공인이며 신고자는 제3자',
  },
  face: faceWords.ko,
  noLabel: '플랫폼이나 작성자의 표시가 보이지 않음',
  suspicion: (level) => `기기 내 탐지에서 합성 징후 "${level}"; 의심의 근거일 뿐 증거가 아님`,
  consent: '당사자는 이 콘텐츠의 제작, 이용 또는 유포에 동의하지 않았습니다',
  goodFaith: '위 내용이 정확하고 완전하다고 선의로 믿습니다',
  bare: {
    minor:
      '이 주소에는 미성년자의 성적이거나 유해한 영상이 있을 수 있습니다. 법에 따라 조치해 주십시오.',
    sexual:
      '이 주소에는 동의 없이 유포된 성인의 성적 영상물(허위 합성물일 수 있음)이 있는 것으로 보입니다. 삭제를 요청합니다.',
  },
  addressApart: '너무 길어 양식의 주소란에 따로 적음',
  rule: '근거 법령',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  inBrackets: (words) => ` (${words})`,
};

export const phrasesIn: Readonly<Record<ReportLanguage, Phrases>> = {
  'zh-CN': chinese,
  en: english,
  ko: korean,
};

/** Levels of the detector in the language of a report. */
export const levelWords: Readonly<Record<ReportLanguage, Readonly<Record<string, string>>>> = {
  'zh-CN': { weak: '轻微疑似', moderate: '中度疑似', strong: '高度疑似' },
  en: { weak: 'weak', moderate: 'moderate', strong: 'strong' },
  ko: { weak: '약함', moderate: '보통', strong: '강함' },
};
