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
const intimateFields: ReportField[] = [
  'content-url',
  'relation',
  'consent-statement',
  'good-faith-statement',
  'email',
];
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
  procedure: null,
  isLimitRead: false,
  grounds: [] as Destination['grounds'],
  reasons: [] as Destination['reasons'],
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
  hotlineFor: ['sexual'],
  notes: {
    en: 'In-page report; no stable address was found. Old footers are linked as help only.',
    zhCN: '在页面内举报，未找到稳定网址。旧页脚的链接仅供参考。',
    zhTW: '在頁面內檢舉，未找到穩定網址。舊頁尾的連結僅供參考。',
  },
});
/** A platform of the world that takes reasons other than a likeness on the page of the content. */
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
  hotlineFor: ['sexual'],
  notes: {
    en: 'Report in the menu of the player or the post. No address of a form was found for these reasons.',
    zhCN: '在播放器或帖子的菜单中举报。未找到此类事由的表单网址。',
    zhTW: '在播放器或貼文的選單中檢舉。未找到此類事由的表單網址。',
  },
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
  required: intimateFields,
  grounds: ['sexual'],
  isIntimateOnly: true,
  hotlineFor: ['sexual'],
  notes: {
    en: 'The form asks for the account of the reporter or a contact. Fields were not read.',
    zhCN: '表单要求填写举报人账号或联系方式。未逐项核对表单。',
    zhTW: '表單要求填寫檢舉人帳號或聯絡方式。未逐項核對表單。',
  },
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
    required: ['category', ...plain, 'screenshots'],
    // The ids of the list that the form loads; own words for them, the list itself was not read.
    reasons: [
      { grounds: ['own-likeness'], words: '10024（侵害本人权益）' },
      {
        grounds: ['others-likeness', 'label-missing', 'rumour', 'fraud', 'reputation'],
        words: '10017（虚假信息）',
      },
    ],
    hotlineFor: ['sexual'],
    notes: {
      en: 'Reasons seen, some time ago: 10017 false information, 10024 rights (own face), 10014 and 10015 rumour, 10023 business reputation. No reason for AI was found.',
      zhCN: '曾见到的类型（可能已变）：10017 虚假信息，10024 权益（本人肖像），10014、10015 谣言，10023 商誉。未见针对 AI 的类型。',
      zhTW: '曾見到的類型（可能已變）：10017 虛假訊息，10024 權益（本人肖像），10014、10015 謠言，10023 商譽。未見針對 AI 的類型。',
    },
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
    required: ['category', ...plain],
    reasons: [{ grounds: ['label-missing'], words: '未添加AI标识' }],
    hotlineFor: ['sexual'],
    notes: {
      en: 'Needs a login. Category 未添加AI标识 since 2025-09-01. For posts; a video of the TV pages is reported there.',
      zhCN: '需要登录。自 2025-09-01 起有“未添加AI标识”一类。用于微博正文；视频页中的视频在该页举报。',
      zhTW: '需要登入。自 2025-09-01 起有「未添加AI标识」一類。用於微博正文；影片頁中的影片在該頁檢舉。',
    },
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
    notes: {
      en: 'First-party claim: from the person shown, or from whom they authorised. Anybody else reports on the page. The uploader has 48 h to act.',
      zhCN: '须由画面中的本人或其授权的人提出，其他人请在页面内举报。发布者有 48 小时处理。',
      zhTW: '須由畫面中的本人或其授權的人提出，其他人請在頁面上檢舉。發布者有 48 小時處理。',
    },
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
    hotlineFor: ['sexual'],
    notes: {
      en: 'Also Report in the share menu.',
      zhCN: '也可在分享菜单中举报。',
      zhTW: '也可在分享選單中檢舉。',
    },
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
    required: [
      'account',
      'content-url',
      'relation',
      'explanation',
      'good-faith-statement',
      'email',
    ],
    grounds: faces,
    notes: {
      en: 'The form asks for the account of the reporter.',
      zhCN: '表单要求填写举报人账号。',
      zhTW: '表單要求填寫檢舉人帳號。',
    },
  },
  onPage('x', 'X'),
  {
    ...intimate(
      'x',
      'X',
      'https://help.x.com/en/rules-and-policies/us-tida',
      'https://help.x.com/en/rules-and-policies/intimate-media',
    ),
    required: ['account', ...intimateFields],
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
    notes: {
      en: 'Number of the form seen in public pages, not verified.',
      zhCN: '表单编号来自公开网页，未经核实。',
      zhTW: '表單編號來自公開網頁，未經核實。',
    },
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
    hotlineFor: [],
    notes: {
      en: 'Asks for an identity document and proof. No stable address was found.',
      zhCN: '要求提供身份证明和证明材料。未找到稳定网址。',
      zhTW: '要求提供身分證明和證明材料。未找到穩定網址。',
    },
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
    required: [
      'grounds',
      'site',
      'content-url',
      'seen-at',
      'explanation',
      'moments',
      'screenshots',
    ],
    hotlineFor: ['minor', 'sexual'],
    notes: {
      en: 'Telephone 12377, mail jubao@12377.cn. Real name or anonymous. Form fields were not read.',
      zhCN: '电话 12377，邮箱 jubao@12377.cn。可实名或匿名。未逐项核对表单。',
      zhTW: '電話 12377，信箱 jubao@12377.cn。可實名或匿名。未逐項核對表單。',
    },
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
    notes: {
      en: 'Asks for the full text of the rumour and a contact.',
      zhCN: '要求提供谣言全文和联系方式。',
      zhTW: '要求提供謠言全文和聯絡方式。',
    },
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
    required: ['content-url', 'seen-at', 'grounds', 'explanation', 'screenshots', 'name', 'phone'],
    grounds: ['fraud', 'own-likeness', 'others-likeness', 'reputation'],
    hotlineFor: ['sexual'],
    notes: {
      en: 'In danger or after a loss of money: telephone 110. Real name preferred. Address from memory.',
      zhCN: '遇到危险或财产损失请拨打 110。建议实名。网址凭记忆，未核实。',
      zhTW: '遇到危險或財物損失請撥打 110。建議實名。網址憑記憶，未核實。',
    },
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
    procedure: 'Notice under Article 16 of Regulation (EU) 2022/2065 (Digital Services Act)',
    maxChars: 1500,
    // As Article 16(2) lists them: why it is illegal, where it is, who says so, in good faith.
    required: [
      'grounds',
      'explanation',
      'content-url',
      'moments',
      'name',
      'email',
      'good-faith-statement',
    ],
    hotlineFor: ['sexual'],
    notes: {
      en: "In the platform's own form. Name and mail are not asked for where children are abused.",
      zhCN: '在平台自己的表单中提交。涉及儿童受侵害时不要求姓名和邮箱。',
      zhTW: '在平台自己的表單中提交。涉及兒童受侵害時不要求姓名和信箱。',
    },
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
    procedure: 'Request for removal under section 3 of the TAKE IT DOWN Act, Public Law 119-12',
    maxChars: 1000,
    required: ['content-url', 'consent-statement', 'good-faith-statement', 'email', 'signature'],
    grounds: ['sexual'],
    isIntimateOnly: true,
    hotlineFor: ['sexual'],
    deadlines: takeItDown,
    notes: {
      en: 'To the platform first; a complaint about a platform that does not act goes to the FTC.',
      zhCN: '先向平台提出；平台不处理时可向 FTC 投诉。',
      zhTW: '先向平台提出；平台不處理時可向 FTC 投訴。',
    },
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
    notes: {
      en: 'Hashes on the device, no upload of pictures.',
      zhCN: '在设备上计算哈希，不上传画面。',
      zhTW: '在裝置上計算雜湊，不上傳畫面。',
    },
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
    notes: {
      en: 'Hashes on the device, no upload of pictures.',
      zhCN: '在设备上计算哈希，不上传画面。',
      zhTW: '在裝置上計算雜湊，不上傳畫面。',
    },
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
    procedure:
      'Complaint to the grievance officer under rule 3(2) of the Information Technology Rules 2021 of India',
    maxChars: 1000,
    required: ['content-url', 'grounds', 'explanation', 'good-faith-statement', 'name', 'email'],
    hotlineFor: ['sexual'],
    deadlines: [
      {
        hours: 2,
        by: 'law',
        isIntimateOnly: true,
        source: 'IT Rules 2026, intimate images, since 2026-02-20',
      },
    ],
    notes: {
      en: 'The mail address is in the terms of each platform. IT Rules 2026: 3 h after lawful orders, 2 h for intimate images.',
      zhCN: '邮箱见各平台条款。2026 年 IT 规则：收到合法命令后 3 小时，私密影像 2 小时。',
      zhTW: '信箱見各平台條款。2026 年 IT 規則：收到合法命令後 3 小時，私密影像 2 小時。',
    },
  },
  {
    ...base,
    // As of before its new name: logs of reports hold it.
    id: 'korea-kcsc',
    name: {
      zhCN: '韩国：广播媒体通信审议委员会（原广播通信审议委员会）1377',
      zhTW: '韓國：廣播媒體通信審議委員會（原廣播通信審議委員會）1377',
      en: 'Korea: Media Communications Standards Commission (formerly KCSC) 1377',
    },
    kind: 'regulator',
    jurisdiction: 'KR',
    entry: null,
    language: 'ko',
    maxChars: 1000,
    required: ['content-url', 'grounds', 'explanation', 'screenshots'],
    hotlineFor: ['sexual'],
    notes: {
      en: 'Telephone 1377. Renamed 방송미디어통신심의위원회 on 2025-10-01, before: 방송통신심의위원회 (Korea Communications Standards Commission). The new name was read in an encyclopedia and in news; its English form and the telephone were not checked with the office. Address of the form not found.',
      zhCN: '电话 1377。2025-10-01 更名为 방송미디어통신심의위원회，原名 방송통신심의위원회。新名称见于百科和新闻；中文译名和电话未向该机构核实。未找到表单网址。',
      zhTW: '電話 1377。2025-10-01 更名為 방송미디어통신심의위원회，原名 방송통신심의위원회。新名稱見於百科和新聞；中文譯名和電話未向該機構核實。未找到表單網址。',
    },
    // Its name alone; nothing else was looked at again.
    lastChecked: { at: '2026-11-28', isLive: false },
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
    // No age is named for it, unlike for the services that keep to adults or to minors.
    hotlineFor: ['minor', 'sexual'],
    notes: {
      en: 'Only for sexual material. Form fields were not read.',
      zhCN: '仅受理性内容。未逐项核对表单。',
      zhTW: '僅受理性內容。未逐項核對表單。',
    },
  },
];
