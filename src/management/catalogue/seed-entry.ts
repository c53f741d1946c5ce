import { z } from 'zod'
import { Form } from '../form/form.ts'
import { generalForm } from '../form/general-form.ts'
import { Bilingual, BilingualName } from '../scenario/bilingual.ts'
import { Condition } from '../scenario/condition.ts'
import { Question } from '../scenario/scenario.ts'
import { EntryContent, Level, Limit, type MaterialRequirement, Subject } from './catalogue-entry.ts'

const SeedLimit = z.object({ value: Limit.shape.value, unit: Limit.shape.unit })

/** One line of seeds/catalogue.jsonl. */
export const SeedEntry = z.object({
  id: z.string(),
  name: z.string(),
  typeCode: EntryContent.shape.typeCode,
  theme: z.string(),
  department: z.string(),
  subjects: z.array(Subject),
  levels: z.array(Level),
  legalBasis: z.array(z.string()),
  statutory: SeedLimit.nullable(),
  committed: SeedLimit,
  caseType: z.enum(['instant', 'committed']),
  materials: z.array(
    z.object({
      no: z.number(),
      name: z.string(),
      kind: z.enum(['form', 'issued', 'own']),
      need: z.enum(['required', 'conditional', 'deferrable']),
      originals: z.number(),
      copies: z.number(),
      issuer: z.string(),
      shared: z.boolean(),
      eLicence: z.string().nullable(),
    }),
  ),
  fee: z.string(),
  result: z.string(),
  aliases: z.array(z.string()),
})
export type SeedEntry = z.infer<typeof SeedEntry>

/** What seeds/items/ID.yaml adds for an item people use most: scenario, form, and sharper words. */
export const SeedDetail = z.object({
  id: z.string(),
  name: BilingualName.optional(),
  conditions: z.array(Bilingual).optional(),
  questions: z.array(Question).optional(),
  form: Form.optional(),
  materials: z
    .array(
      z.object({
        no: z.number(),
        when: Condition.optional(),
        why: Bilingual.optional(),
        basis: z.string().optional(),
        need: z.enum(['required', 'conditional', 'deferrable']).optional(),
        instruction: Bilingual.optional(),
        reviewPoints: z.array(Bilingual).optional(),
      }),
    )
    .optional(),
  faqs: EntryContent.shape.faqs.optional(),
  route: EntryContent.shape.route.optional(),
  decision: z.string().optional(),
  tables: EntryContent.shape.tables,
  sampling: EntryContent.shape.sampling,
  variants: EntryContent.shape.variants,
  /** Papers beside those of the catalogue: what other departments need when they work on it at once. */
  addedMaterials: z
    .array(SeedEntry.shape.materials.element.extend({ when: Condition, why: Bilingual, english: z.string() }))
    .optional(),
  specialProcedures: EntryContent.shape.specialProcedures.optional(),
  visits: z.number().optional(),
  visitReason: Bilingual.optional(),
  aliases: z.array(z.string()).optional(),
  seeAlso: z.array(z.string()).optional(),
})
export type SeedDetail = z.infer<typeof SeedDetail>

/** Chinese to English, for names that the seed gives in Chinese only. */
export type English = ReadonlyMap<string, string>

const licensing = '《中华人民共和国行政许可法》第四十二条'

/**
 * The full content of an entry from its seed line, its detail and the English names. What the seed does not say is
 * formed by rule and stays marked as unverified until an editor confirms it.
 */
export function buildEntryContent(seed: SeedEntry, detail: SeedDetail | undefined, english: English): EntryContent {
  const both = (zh: string) => ({ zh, en: english.get(zh) ?? zh })
  const name = detail?.name ?? both(seed.name)
  const free = seed.fee.startsWith('免费')
  const visits = detail?.visits ?? visitsOf(seed)
  const basis = seed.legalBasis[0] ?? ''
  return EntryContent.parse({
    name,
    typeCode: seed.typeCode,
    theme: seed.theme,
    department: seed.department,
    subjects: seed.subjects,
    levels: seed.levels,
    caseType: seed.caseType,
    legalBasis: seed.legalBasis,
    statutory: seed.statutory && {
      ...seed.statutory,
      basis: seed.typeCode === '01' ? `${basis}；${licensing}` : basis,
    },
    committed: { ...seed.committed, basis: '本机关服务承诺' },
    conditions: detail?.conditions ?? generalConditions(seed, name),
    materials: buildMaterials(seed, basis, detail, both),
    questions: detail?.questions ?? [],
    form: detail?.form ?? generalForm(name, seed.subjects),
    ...handlingOf(seed, detail),
    fee: {
      charged: !free,
      text: both(seed.fee),
      basis: free ? '' : '收费项目和标准以价格主管部门公布的目录为准',
      payOnline: !free,
    },
    result: {
      name: both(seed.result),
      kind: /证|照|卡|簿/.test(seed.result) ? '10' : /书|文件|批复|决定/.test(seed.result) ? '20' : '99',
    },
    channels: channelsOf(seed),
    visits,
    ...(visits > 0
      ? {
          visitReason: detail?.visitReason ?? {
            zh: '领取结果时须核验原件',
            en: 'Originals are checked when the result is collected',
          },
        }
      : {}),
    depth: visits === 0 ? 6 : 4,
    powerSource: '1',
    coverage: 'city',
    numberLimit: null,
    intermediary: null,
    jointAuthorities: [],
    specialProcedures: detail?.specialProcedures ?? [],
    rights: generalRights,
    faqs: detail?.faqs ?? generalFaqs(seed),
    delivery: seed.caseType === 'instant' ? ['online', 'counter'] : ['online', 'counter', 'mail'],
    appointment: true,
    terminal: false,
    aliases: [...seed.aliases, ...(detail?.aliases ?? [])],
    seeAlso: detail?.seeAlso ?? [],
  })
}

const visitsOf = (seed: SeedEntry): number =>
  seed.materials.some((material) => material.originals > 0 && material.kind === 'own') ? 1 : 0

/** How it is handled: its route, the tables that decide it, and other ways that an answer may choose. */
const handlingOf = (seed: SeedEntry, detail: SeedDetail | undefined) => ({
  route: detail?.route ?? routeOf(seed),
  // Villages and townships take it in and look first; only the county decides.
  decidedAt: (detail?.route ?? routeOf(seed)) === 'two-level' && seed.levels.includes('county') ? 'county' : undefined,
  decision: detail?.decision,
  tables: detail?.tables,
  sampling: detail?.sampling,
  variants: detail?.variants,
})

function routeOf(seed: SeedEntry): EntryContent['route'] {
  if (seed.caseType === 'instant') return 'instant'
  // Benefits are looked at nearer to the applicant first (社会救助暂行办法: 乡镇初审、县级审批).
  if (seed.typeCode === '05' && seed.levels.includes('township')) return 'two-level'
  return 'standard'
}

const channelsOf = (seed: SeedEntry): EntryContent['channels'] =>
  seed.levels.includes('village') ? ['counter', 'online', 'mobile', 'village'] : ['counter', 'online', 'mobile']

type Both = (zh: string) => { zh: string; en: string }

const buildMaterials = (
  seed: SeedEntry,
  basis: string,
  detail: SeedDetail | undefined,
  both: Both,
): MaterialRequirement[] => [
  ...seed.materials.map((material) => buildMaterial(material, basis, detail, both)),
  ...(detail?.addedMaterials ?? []).map((material) => ({
    ...buildMaterial(material, basis, undefined, () => ({ zh: material.name, en: material.english })),
    when: material.when,
    why: material.why,
  })),
]

function buildMaterial(
  material: SeedEntry['materials'][number],
  basis: string,
  detail: SeedDetail | undefined,
  both: Both,
): MaterialRequirement {
  const more = detail?.materials?.find((one) => one.no === material.no)
  const name = both(material.name)
  return {
    no: material.no,
    name,
    kind: material.kind,
    need: more?.need ?? material.need,
    ...(more?.when ? { when: more.when } : {}),
    originals: material.originals,
    copies: material.copies,
    medium: 'both',
    issuer: material.issuer,
    heldBy: material.shared ? material.issuer : null,
    eLicence: material.eLicence,
    why: more?.why ?? generalWhy(material, name, both),
    basis: more?.basis ?? basis,
    ...(more?.instruction ? { instruction: more.instruction } : {}),
    reviewPoints: more?.reviewPoints ?? [
      { zh: '内容完整、清晰可辨', en: 'Complete and legible' },
      { zh: '与申请表所填一致', en: 'Agrees with the form' },
    ],
  }
}

function generalWhy(
  material: SeedEntry['materials'][number],
  name: { zh: string; en: string },
  both: Both,
): { zh: string; en: string } {
  switch (material.kind) {
    case 'form':
      return {
        zh: '写明您申请什么；网上填写后自动生成，不用另外准备',
        en: 'States what you ask for; made from what you fill in online',
      }
    case 'issued':
      return material.issuer === ''
        ? { zh: `证明您具备办理条件`, en: 'Shows that you meet the conditions' }
        : {
            zh: `由${material.issuer}出具，证明您具备办理条件`,
            en: `Issued by ${both(material.issuer).en}; shows that you meet the conditions`,
          }
    case 'own':
      return { zh: `审查时据以核对${name.zh}所载情况`, en: `The examination relies on it: ${name.en}` }
  }
}

const generalConditions = (seed: SeedEntry, name: { zh: string; en: string }): { zh: string; en: string }[] => [
  {
    zh: `属于“${seed.name}”的办理范围，并在本机关管辖区域内`,
    en: `The matter is “${name.en}”, within this authority’s area`,
  },
  { zh: '申请材料齐全、真实、有效', en: 'The papers are complete, true and valid' },
]

const generalRights = [
  {
    zh: '对不予受理、不予许可等决定，可自知道之日起六十日内申请行政复议',
    en: 'Against a refusal you may ask for administrative review within sixty days of learning of it',
  },
  {
    zh: '也可自知道之日起六个月内向人民法院提起行政诉讼',
    en: 'You may also sue in the people’s court within six months of learning of it',
  },
  {
    zh: '有权要求一次性告知全部需要补正的内容',
    en: 'You are entitled to be told once, and completely, what is missing',
  },
]

const generalFaqs = (seed: SeedEntry): EntryContent['faqs'] => [
  {
    question: { zh: '可以请别人代办吗？', en: 'May somebody else apply for me?' },
    answer: {
      zh: '可以。您在“我的—委托”里授权后，受托人或村里的代办员就能替您办理，您随时可以收回。',
      en: 'Yes. Grant a mandate under “Mine – Mandates”; you can take it back at any time.',
    },
  },
  ...(seed.materials.some((material) => material.shared)
    ? [
        {
          question: { zh: '标着“政府已有”的材料还要交吗？', en: 'Must I hand in papers marked “held by government”?' },
          answer: {
            zh: '不用。由办理机关核查，查不到时才会请您补充。',
            en: 'No. The authority looks them up and asks only when nothing is found.',
          },
        },
      ]
    : []),
]
