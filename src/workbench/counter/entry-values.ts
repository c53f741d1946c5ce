import type { Field, FormValues, Question } from '#management'
import { holds } from '../../management/scenario/holds.ts'
import type { Situation } from '../assessment-contract.ts'
import type { Asking, CounterApplication } from '../counter-contract.ts'
import type { Scanned } from './scan.tsx'

/** What a clerk has typed for somebody at the counter; kept in this tab until the server has it. */
export type Entry = {
  key: string
  kind: 'natural' | 'legal'
  name: string
  code: string
  mobile: string
  /** A person who does not come themselves: somebody applies for them. */
  isRepresented: boolean
  handlerName: string
  handlerCode: string
  answers: Record<string, string>
  form: FormValues
  scanned: Scanned[]
  delivery: 'online' | 'counter' | 'mail' | ''
  declared: boolean
  committed: boolean
}

export const emptyEntry = (guide: Pick<Asking, 'subjects'>, key: string): Entry => ({
  key,
  kind: guide.subjects.includes('natural') ? 'natural' : 'legal',
  name: '',
  code: '',
  mobile: '',
  isRepresented: false,
  handlerName: '',
  handlerCode: '',
  answers: {},
  form: {},
  scanned: [],
  delivery: '',
  declared: false,
  committed: false,
})

const walk = (from: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), from)

/** Does somebody hand it in for the applicant? For a firm always. */
export const hasHandler = (entry: Pick<Entry, 'kind' | 'isRepresented'>): boolean =>
  entry.kind === 'legal' || entry.isRepresented

/** What is entered where a pointer of what is sent leads. */
export function enteredAt(entry: Entry, pointer: string): unknown {
  const [, part = '', ...path] = pointer.split('/')
  if (part === 'materials') return entry.scanned.filter((one) => String(one.materialNo) === path[0]).length
  if (part === 'applicant' && path[0] === 'handler') return `${entry.handlerName} ${entry.handlerCode}`
  if (part === 'applicant') return walk(entry, path)
  if (part === 'commitment') return entry.committed
  return walk(entry, [part, ...path])
}

/** The questions that these answers leave open to ask, each after what it hangs on. */
export const questionsFor = (questions: readonly Question[], answers: Entry['answers']): Question[] =>
  questions.filter((one) => one.when === undefined || holds(one.when, answers))

/** Whether every question that these answers ask has its answer. */
export const isAnswered = (questions: readonly Question[], answers: Entry['answers']): boolean =>
  questionsFor(questions, answers).every((one) => (answers[one.id] ?? '') !== '')

/** The option chosen that ends the matter here, if one was. */
export const stopOf = (questions: readonly Question[], answers: Entry['answers']) =>
  questionsFor(questions, answers)
    .flatMap((one) => one.options.filter((option) => option.value === answers[one.id]))
    .find((option) => option.stop !== undefined)?.stop ?? null

/** The field in which forms for persons and firms ask which of the two applies; answered at the top of the page. */
const applicantKind = 'applicantKind'

/** What a field begins with: what was said of the applicant is not typed twice. */
function prefilled(field: Field, entry: Entry): unknown {
  const isFirm = entry.kind === 'legal'
  switch (field.prefill) {
    case 'name':
      return isFirm ? entry.handlerName : entry.name
    case 'residentIdNo':
      return isFirm ? entry.handlerCode : entry.code
    case 'mobile':
      return entry.mobile
    case 'firmName':
      return isFirm ? entry.name : ''
    case 'creditCode':
      return isFirm ? entry.code : ''
    case 'sex':
    case 'birthDate':
    case 'email':
    case 'address':
    case 'legalRepresentative':
    case 'firmAddress':
    case undefined:
      return ''
  }
}

/** The form as it stands: what was typed, over what is known. */
export function valuesOf(guide: Pick<Asking, 'form'>, entry: Entry): FormValues {
  const values: FormValues = {}
  for (const field of guide.form.sections.flatMap((section) => section.fields)) {
    const value = field.id === applicantKind ? entry.kind : (entry.form[field.id] ?? prefilled(field, entry))
    if (value !== '' && value !== undefined) values[field.id] = value
  }
  return values
}

/** Was this already said at the top of the page, of the applicant? Then it is not asked again. */
const isSaid = (field: Pick<Field, 'id' | 'prefill'>, entry: Entry): boolean =>
  field.id === applicantKind ||
  field.prefill === 'mobile' ||
  (entry.kind === 'legal'
    ? field.prefill === 'firmName' || field.prefill === 'creditCode'
    : field.prefill === 'name' || field.prefill === 'residentIdNo')

/** Is the field asked for with these answers and values? */
export const isAsked = (field: Pick<Field, 'id' | 'when' | 'prefill'>, entry: Entry, values: FormValues): boolean =>
  !isSaid(field, entry) && (field.when === undefined || holds(field.when, { ...values, ...entry.answers }))

/** The papers of this situation that a person must hand in, in the published order: which, the server says. */
export const papersFor = (guide: Pick<Asking, 'materials'>, { papers }: Pick<Situation, 'papers'>) =>
  guide.materials.filter(
    (one) => one.kind !== 'form' && one.heldBy === null && papers.some((paper) => paper.no === one.no),
  )

/** What is sent: papers not scanned yet are noted as still to come, so that the case can wait for them. */
export function applicationOf(
  guide: Asking,
  situation: Pick<Situation, 'papers'>,
  divisionCode: string,
  entry: Entry,
): CounterApplication {
  const values = valuesOf(guide, entry)
  const papers = papersFor(guide, situation)
  const scanned = entry.scanned.filter((one) => papers.some((paper) => paper.no === one.materialNo))
  const numbers = scanned.map((one) => one.materialNo)
  return {
    division: divisionCode,
    answers: entry.answers,
    form: values,
    materials: scanned.map(({ materialNo, fileId }) => ({ materialNo, fileId })),
    brought: papers.map((one) => one.no).filter((no) => !numbers.includes(no)),
    delivery: entry.delivery === '' ? (guide.delivery[0] ?? 'counter') : entry.delivery,
    declared: entry.declared,
    commitment: entry.committed ? { signedBy: entry.name, text: '窗口签署纸质承诺书' } : null,
    applicant: {
      kind: entry.kind,
      name: entry.name,
      code: entry.code,
      mobile: entry.mobile,
      handler: hasHandler(entry) ? { name: entry.handlerName, residentIdNo: entry.handlerCode } : null,
      originals: [...new Set(numbers)],
    },
  }
}
