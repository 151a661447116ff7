import type { Dossier, ReportGround } from '../evidence/package/dossier.js';
import type { Destination, ReportLanguage } from './destination.js';

/** The rule that a ground rests on, by the place of whom it is told to. */
type Citations = Readonly<Partial<Record<ReportGround, string>>>;
type Jurisdiction = Destination['jurisdiction'];
type Rules = NonNullable<Dossier['rules']>;

/**
 * From platforms.md section 8, users.md section 4 and the published texts; not read by a lawyer. A place
 * without a row cites nothing. Each names its place or union by itself, because others may be told it too.
 */
const cited: Readonly<Partial<Record<Jurisdiction, Partial<Record<ReportLanguage, Citations>>>>> = {
  CN: {
    'zh-CN': {
      'own-likeness': '《民法典》第一千零一十九条',
      'others-likeness': '《民法典》第一千零一十九条',
      reputation: '《民法典》第一千零二十四条',
      'label-missing': '《人工智能生成合成内容标识办法》',
      // What is forbidden by law, and false news.
      rumour: '《互联网信息服务深度合成管理规定》第六条',
      fraud: '《互联网信息服务深度合成管理规定》第六条',
    },
    en: {
      'own-likeness': 'Civil Code of China, Article 1019',
      'others-likeness': 'Civil Code of China, Article 1019',
      reputation: 'Civil Code of China, Article 1024',
      'label-missing': 'Measures for Labelling AI-Generated Synthetic Content of China',
      rumour: 'Provisions on Deep Synthesis of Internet Information Services of China, Article 6',
      fraud: 'Provisions on Deep Synthesis of Internet Information Services of China, Article 6',
    },
  },
  EU: {
    en: {
      'own-likeness': 'Regulation (EU) 2016/679, Article 6',
      'others-likeness': 'Regulation (EU) 2016/679, Article 6',
      'label-missing': 'Regulation (EU) 2024/1689, Article 50(4)',
      // A directive binds persons only through the law of a member state.
      sexual: 'Directive (EU) 2024/1385, Article 5, due in national law by June 14, 2027',
    },
  },
  US: { en: { sexual: 'TAKE IT DOWN Act, Public Law 119-12' } },
  IN: {
    en: {
      // Not 3(2)(b), which only the person shown can invoke: a rule must not tell whose face it is.
      'own-likeness': 'Information Technology Rules 2021 of India, rule 3(1)(b)',
      'others-likeness': 'Information Technology Rules 2021 of India, rule 3(1)(b)',
      'label-missing': 'Information Technology Rules 2021 of India, as amended in 2026',
      sexual: 'Information Technology Rules 2021 of India, rule 3(2)(b)',
    },
  },
  KR: {
    ko: { sexual: '성폭력처벌법 제14조의2' },
    en: { sexual: 'Act on Special Cases of Sexual Crimes of Korea, Article 14-2' },
  },
};
const localLanguage: Readonly<Partial<Record<Jurisdiction, ReportLanguage>>> = {
  CN: 'zh-CN',
  KR: 'ko',
};

/** The rule behind a ground where one is known, in that language; else null. */
export function ruleOf(
  jurisdiction: Jurisdiction,
  ground: ReportGround,
  language: ReportLanguage,
): string | null {
  return cited[jurisdiction]?.[language]?.[ground] ?? null;
}

/** Rules of the place where a person reports, behind the grounds that they chose, as a dossier keeps them. */
export function rulesOf(place: Jurisdiction, grounds: readonly ReportGround[]): Rules {
  if (place === 'any') return [];
  const local = localLanguage[place];
  return grounds.flatMap((ground) => {
    const en = ruleOf(place, ground, 'en');
    if (en === null) return [];
    return [
      { ground, place, en, local: local === undefined ? null : ruleOf(place, ground, local) },
    ];
  });
}

/**
 * The rule that a text names: that of the destination's own place; where it has none (a platform of the
 * world) the one that stood beside the reason when the person chose it.
 */
export function ruleFor(
  { rules = [] }: Pick<Dossier, 'rules'>,
  ground: ReportGround,
  { jurisdiction, language }: Pick<Destination, 'jurisdiction' | 'language'>,
): string | null {
  if (jurisdiction !== 'any') return ruleOf(jurisdiction, ground, language);
  const shown = rules.find((rule) => rule.ground === ground);
  return shown === undefined ? null : ruleOf(shown.place, ground, language);
}
