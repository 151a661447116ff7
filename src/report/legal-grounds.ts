import type { ReportGround } from '../evidence/dossier.js';
import type { Destination, ReportLanguage } from './destination.js';

/** The rule that a ground rests on, by the place of whom it is told to. */
type Citations = Readonly<Partial<Record<ReportGround, string>>>;
type Jurisdiction = Destination['jurisdiction'];

/** From platforms.md section 8 and the published texts; not read by a lawyer. A place without a row cites nothing. */
const cited: Readonly<Partial<Record<Jurisdiction, Partial<Record<ReportLanguage, Citations>>>>> = {
  CN: {
    'zh-CN': {
      'own-likeness': '《民法典》第一千零一十九条',
      'others-likeness': '《民法典》第一千零一十九条',
      reputation: '《民法典》第一千零二十四条',
      // Named in the phrase itself; here for the form.
      'label-missing': '《人工智能生成合成内容标识办法》',
      rumour: '《互联网信息服务深度合成管理规定》',
    },
    en: {
      'own-likeness': 'Civil Code of China, Article 1019',
      'others-likeness': 'Civil Code of China, Article 1019',
      reputation: 'Civil Code of China, Article 1024',
      'label-missing': 'Measures for Labelling AI-Generated Synthetic Content',
      rumour: 'Provisions on Deep Synthesis of Internet Information Services',
    },
  },
  EU: {
    en: {
      'own-likeness': 'Regulation (EU) 2016/679, Article 6',
      'others-likeness': 'Regulation (EU) 2016/679, Article 6',
      'label-missing': 'Regulation (EU) 2024/1689, Article 50(4)',
      sexual: 'Directive (EU) 2024/1385, Article 5',
    },
  },
  US: { en: { sexual: 'TAKE IT DOWN Act, Public Law 119-12' } },
  IN: {
    en: {
      'own-likeness': 'Information Technology Rules 2021, rule 3(2)(b)',
      'others-likeness': 'Information Technology Rules 2021, rule 3(2)(b)',
      'label-missing': 'Information Technology Rules 2021 as amended in 2026',
    },
  },
  KR: {
    ko: { sexual: '성폭력처벌법 제14조의2' },
    en: { sexual: 'Act on Special Cases of Sexual Crimes of Korea, Article 14-2' },
  },
};

/** The rule behind a ground where one is known, in that language; else null. */
export function ruleOf(
  jurisdiction: Jurisdiction,
  ground: ReportGround,
  language: ReportLanguage,
): string | null {
  return cited[jurisdiction]?.[language]?.[ground] ?? null;
}
