import type { Destination, ReportField } from './destination.js';

/**
 * Where a report counts. Data, because addresses and forms change: every entry carries the day of
 * its last check. NOT ONE was checked against the live site; facts are those of public pages read
 * in autumn 2026. A person re-checks every address by hand before a release. Text limits were not
 * read in any form, so they are cautious guesses (`isLimitRead: false`).
 */
const notLive = { at: '2026-11-23', isLive: false } as const;
const plain: ReportField[] = ['content-url', 'grounds', 'explanation', 'moments'];
const likeness: ReportField[] = [...plain, 'relation', 'good-faith-statement'];
const faces: Destination['grounds'] = ['own-likeness', 'others-likeness'];

/** Of a request under the law of the United States, in a form of the platform or on the page. */
const takeItDown: Destination['deadlines'] = [
  {
    hours: 48,
    by: 'law',
    isIntimateOnly: true,
    source: 'TAKE IT DOWN Act, duty of platforms since 2026-05-19',
  },
];

/** What most entries share. */
const base = {
  sites: [] as string[],
  help: null,
  isLimitRead: false,
  grounds: [] as Destination['grounds'],
  isIntimateOnly: false,
  hotlineFor: [] as Destination['hotlineFor'],
  deadlines: [] as Destination['deadlines'],
  lastChecked: notLive,
};
/** A platform of mainland China whose report is made on its own page. */
const chinesePlatform = (
  id: string,
  name: Destination['name'],
  help: string | null,
): Destination => ({
  ...base,
  id,
  name,
  kind: 'platform',
  jurisdiction: 'CN',
  sites: [id],
  entry: null,
  help,
  language: 'zh-CN',
  maxChars: 200,
  required: plain,
  notes: 'In-page report; no stable address was found. Old footers are linked as help only.',
});
/** A platform of the world that takes other reasons than a likeness on the page of the content. */
const onPage = (site: string, name: string, help: string | null = null): Destination => ({
  ...base,
  id: `${site}-report`,
  name: {
    zhCN: `${name}（页面内举报）`,
    zhTW: `${name}（頁面內檢舉）`,
    en: `${name} (report on the page)`,
  },
  kind: 'platform',
  jurisdiction: 'any',
  sites: [site],
  entry: null,
  help,
  language: 'en',
  maxChars: 500,
  required: plain,
  notes:
    'Report in the menu of the player or the post. No address of a form was found for these reasons.',
});
/** Where a platform takes intimate content; only the address and the statements go there. */
const intimate = (site: string, name: string, entry: string, help: string | null): Destination => ({
  ...base,
  id: `${site}-intimate`,
  name: {
    zhCN: `${name}（私密影像）`,
    zhTW: `${name}（私密影像）`,
    en: `${name} (intimate content)`,
  },
  kind: 'platform',
  jurisdiction: 'any',
  sites: [site],
  entry,
  help,
  language: 'en',
  maxChars: 1000,
  required: ['content-url', 'relation', 'consent-statement', 'good-faith-statement', 'email'],
  grounds: ['sexual'],
  isIntimateOnly: true,
  hotlineFor: ['sexual'],
  notes: 'The form asks for the account of the reporter or a contact. Fields were not read.',
});

export const destinations: readonly Destination[] = [
  {
    ...base,
    id: 'bilibili',
    name: { zhCN: '哔哩哔哩', zhTW: '嗶哩嗶哩', en: 'Bilibili' },
    kind: 'platform',
    jurisdiction: 'CN',
    sites: ['bilibili'],
    entry: 'https://www.bilibili.com/appeal/?avid={aid}',
    language: 'zh-CN',
    maxChars: 200,
    required: [...plain, 'screenshots'],
    notes:
      'Reasons seen: 10017 false information, 10024 rights (own face), 10014 and 10015 rumour, 10023 reputation. No reason for AI was found.',
  },
  {
    ...base,
    id: 'weibo',
    name: { zhCN: '微博', zhTW: '微博', en: 'Weibo' },
    kind: 'platform',
    jurisdiction: 'CN',
    sites: ['weibo'],
    entry: 'https://service.account.weibo.com/reportspam?rid={mid}&type=1',
    language: 'zh-CN',
    maxChars: 200,
    required: plain,
    notes:
      'Needs a login. Category 未添加AI标识 since 2025-09-01. For posts; a video of the TV pages is reported there.',
  },
  {
    ...base,
    id: 'youtube',
    name: {
      zhCN: 'YouTube（隐私与肖像）',
      zhTW: 'YouTube（隱私權與肖像）',
      en: 'YouTube (privacy and likeness)',
    },
    kind: 'platform',
    jurisdiction: 'any',
    sites: ['youtube'],
    entry: 'https://support.google.com/youtube/answer/142443',
    help: 'https://support.google.com/youtube/answer/2801895',
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'moments', 'explanation', 'relation', 'good-faith-statement', 'name'],
    grounds: faces,
    deadlines: [
      {
        hours: 48,
        by: 'destination',
        isIntimateOnly: false,
        source: 'YouTube privacy process: the uploader has 48 h to act',
      },
    ],
    notes: 'First-party claim. The uploader has 48 h to act.',
  },
  onPage('youtube', 'YouTube', 'https://www.youtube.com/reportabuse'),
  intimate('youtube', 'YouTube', 'https://support.google.com/youtube/answer/17071740', null),
  {
    ...base,
    id: 'tiktok',
    name: { zhCN: 'TikTok', zhTW: 'TikTok', en: 'TikTok' },
    kind: 'platform',
    jurisdiction: 'any',
    sites: ['tiktok'],
    entry: 'https://www.tiktok.com/legal/report/feedback',
    help: 'https://www.tiktok.com/legal/report/privacy',
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'grounds', 'explanation', 'good-faith-statement', 'email'],
    notes: 'Also Report in the share menu.',
  },
  {
    ...base,
    id: 'x',
    name: { zhCN: 'X（私人信息）', zhTW: 'X（私人資訊）', en: 'X (private information)' },
    kind: 'platform',
    jurisdiction: 'any',
    sites: ['x'],
    entry: 'https://help.x.com/en/forms/safety-and-sensitive-content/private-information',
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'relation', 'explanation', 'good-faith-statement', 'email'],
    grounds: faces,
    notes: 'The form asks for the account of the reporter.',
  },
  onPage('x', 'X'),
  {
    ...intimate(
      'x',
      'X',
      'https://help.x.com/en/rules-and-policies/us-tida',
      'https://help.x.com/en/rules-and-policies/intimate-media',
    ),
    // The page is the one for requests under that law.
    deadlines: takeItDown,
  },
  ...(['facebook', 'instagram'] as const).map((id): Destination => ({
    ...base,
    id,
    name:
      id === 'facebook'
        ? { zhCN: 'Facebook', zhTW: 'Facebook', en: 'Facebook' }
        : { zhCN: 'Instagram', zhTW: 'Instagram', en: 'Instagram' },
    kind: 'platform',
    jurisdiction: 'any',
    sites: [id],
    entry:
      id === 'facebook'
        ? 'https://www.facebook.com/help/contact/1478481359703190'
        : 'https://help.instagram.com/contact/1024543072377373',
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'relation', 'explanation', 'name', 'email'],
    grounds: faces,
    notes: 'Number of the form seen in public pages, not verified.',
  })),
  onPage('facebook', 'Facebook'),
  onPage('instagram', 'Instagram'),
  chinesePlatform('douyin', { zhCN: '抖音', zhTW: '抖音', en: 'Douyin' }, null),
  {
    ...chinesePlatform(
      'douyin',
      { zhCN: '抖音（肖像投诉）', zhTW: '抖音（肖像投訴）', en: 'Douyin (portrait complaint)' },
      null,
    ),
    id: 'douyin-portrait',
    required: [...likeness, 'identity-document'],
    grounds: faces,
    notes: 'Asks for an identity document and proof. No stable address was found.',
  },
  chinesePlatform('kuaishou', { zhCN: '快手', zhTW: '快手', en: 'Kuaishou' }, null),
  chinesePlatform(
    'iqiyi',
    { zhCN: '爱奇艺', zhTW: '愛奇藝', en: 'iQIYI' },
    'https://help.iqiyi.com',
  ),
  chinesePlatform(
    'tencent-video',
    { zhCN: '腾讯视频', zhTW: '騰訊視頻', en: 'Tencent Video' },
    'https://jubao.qq.com/cn/jubao',
  ),
  chinesePlatform(
    'youku',
    { zhCN: '优酷', zhTW: '優酷', en: 'Youku' },
    'https://csc.youku.com/feedback-web/web/',
  ),
  chinesePlatform('xiaohongshu', { zhCN: '小红书', zhTW: '小紅書', en: 'Xiaohongshu' }, null),
  {
    ...base,
    id: 'cac-12377',
    name: {
      zhCN: '中央网信办举报中心 12377',
      zhTW: '中央網信辦舉報中心 12377',
      en: 'CAC reporting centre 12377',
    },
    kind: 'regulator',
    jurisdiction: 'CN',
    entry: 'https://www.12377.cn',
    language: 'zh-CN',
    maxChars: 500,
    required: ['grounds', 'content-url', 'seen-at', 'explanation', 'moments', 'screenshots'],
    hotlineFor: ['minor', 'sexual'],
    notes:
      'Telephone 12377, mail jubao@12377.cn. Real name or anonymous. Form fields were not read.',
  },
  {
    ...base,
    id: 'piyao',
    name: {
      zhCN: '中国互联网联合辟谣平台',
      zhTW: '中國互聯網聯合闢謠平台',
      en: 'Joint refutation platform of China',
    },
    kind: 'regulator',
    jurisdiction: 'CN',
    entry: 'https://www.piyao.org.cn/xxjbrk.htm',
    language: 'zh-CN',
    maxChars: 500,
    required: ['content-url', 'title', 'explanation', 'seen-at', 'phone'],
    grounds: ['rumour'],
    notes: 'Asks for the full text of the rumour and a contact.',
  },
  {
    ...base,
    id: 'cn-police',
    name: {
      zhCN: '网络违法犯罪举报网站',
      zhTW: '網絡違法犯罪舉報網站',
      en: 'Cyber police of China',
    },
    kind: 'police',
    jurisdiction: 'CN',
    entry: 'https://cyberpolice.mps.gov.cn',
    language: 'zh-CN',
    maxChars: 500,
    required: ['content-url', 'seen-at', 'explanation', 'screenshots', 'name', 'phone'],
    grounds: ['fraud', 'own-likeness', 'others-likeness', 'reputation'],
    notes:
      'In danger or after a loss of money: telephone 110. Real name preferred. Address from memory.',
  },
  {
    ...base,
    id: 'eu-dsa-16',
    name: {
      zhCN: '欧盟《数字服务法》第 16 条通知',
      zhTW: '歐盟《數位服務法》第 16 條通知',
      en: 'EU notice, Digital Services Act, Article 16',
    },
    kind: 'platform',
    jurisdiction: 'EU',
    entry: null,
    language: 'en',
    maxChars: 1500,
    required: [
      'content-url',
      'explanation',
      'grounds',
      'moments',
      'name',
      'email',
      'good-faith-statement',
    ],
    notes: "In the platform's own form. Name and mail are not asked for where children are abused.",
  },
  {
    ...base,
    id: 'us-take-it-down',
    name: {
      zhCN: '美国《TAKE IT DOWN 法》移除请求',
      zhTW: '美國《TAKE IT DOWN 法》移除請求',
      en: 'US TAKE IT DOWN Act request',
    },
    kind: 'platform',
    jurisdiction: 'US',
    entry: null,
    help: 'https://takeitdown.ftc.gov',
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'consent-statement', 'good-faith-statement', 'email', 'signature'],
    grounds: ['sexual'],
    isIntimateOnly: true,
    hotlineFor: ['sexual'],
    deadlines: takeItDown,
    notes: 'To the platform first; a complaint about a platform that does not act goes to the FTC.',
  },
  {
    ...base,
    id: 'stopncii',
    name: {
      zhCN: 'StopNCII（18 岁以上）',
      zhTW: 'StopNCII（18 歲以上）',
      en: 'StopNCII (18 and older)',
    },
    kind: 'hash-service',
    jurisdiction: 'any',
    entry: 'https://stopncii.org',
    language: 'en',
    maxChars: 500,
    required: ['content-url'],
    grounds: ['sexual'],
    isIntimateOnly: true,
    hotlineFor: ['sexual'],
    notes: 'Hashes on the device, no upload of pictures.',
  },
  {
    ...base,
    id: 'ncmec',
    name: {
      zhCN: 'NCMEC Take It Down（未满 18 岁）',
      zhTW: 'NCMEC Take It Down（未滿 18 歲）',
      en: 'NCMEC Take It Down (under 18)',
    },
    kind: 'hotline',
    jurisdiction: 'any',
    entry: 'https://takeitdown.ncmec.org',
    language: 'en',
    maxChars: 500,
    required: ['content-url'],
    grounds: ['sexual'],
    isIntimateOnly: true,
    hotlineFor: ['minor'],
    notes: 'Hashes on the device, no upload of pictures.',
  },
  {
    ...base,
    id: 'india-grievance',
    name: {
      zhCN: '印度：平台申诉官',
      zhTW: '印度：平台申訴官',
      en: 'India: grievance officer of the platform',
    },
    kind: 'platform',
    jurisdiction: 'IN',
    entry: null,
    language: 'en',
    maxChars: 1000,
    required: ['content-url', 'explanation', 'good-faith-statement', 'name', 'email'],
    hotlineFor: ['sexual'],
    deadlines: [
      {
        hours: 2,
        by: 'law',
        isIntimateOnly: true,
        source: 'IT Rules 2026, intimate images, since 2026-02-20',
      },
    ],
    notes:
      'The mail address is in the terms of each platform. IT Rules 2026: 3 h after lawful orders, 2 h for intimate images.',
  },
  {
    ...base,
    id: 'korea-kcsc',
    name: {
      zhCN: '韩国：广播通信审议委员会 1377',
      zhTW: '韓國：廣播通信審議委員會 1377',
      en: 'Korea: KCSC 1377',
    },
    kind: 'regulator',
    jurisdiction: 'KR',
    entry: null,
    language: 'ko',
    maxChars: 1000,
    required: ['content-url', 'explanation', 'screenshots'],
    hotlineFor: ['sexual'],
    notes: 'Telephone 1377. Address of the form not found.',
  },
  {
    ...base,
    id: 'korea-d4u',
    name: {
      zhCN: '韩国：数字性犯罪受害者支援中心 d4u',
      zhTW: '韓國：數位性犯罪受害者支援中心 d4u',
      en: 'Korea: support for victims of digital sexual crime, d4u',
    },
    kind: 'hotline',
    jurisdiction: 'KR',
    entry: 'https://d4u.stop.or.kr',
    language: 'ko',
    maxChars: 1000,
    required: ['content-url'],
    grounds: ['sexual'],
    isIntimateOnly: true,
    hotlineFor: ['sexual'],
    notes: 'Only for sexual material. Form fields were not read.',
  },
];
