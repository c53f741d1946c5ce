import type { ReactNode } from 'react'
import type { Text } from '#base'
import { denialWord } from '../../management/catalogue/denial-word.ts'
import type { CaseView } from '../api-contract.ts'
import { langOf, t, w } from '../text.ts'
import { dayOf, dayWords, deliveryNames, timeWords } from '../words.ts'
import { Copied } from './copied.tsx'
import { hasJointWords, JointWords } from './joint-words.tsx'
import { decidedReason } from './ruling-words.ts'

const Fact = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)

type ExaminedProps = { one: CaseView['examinations'][number]; denied: Text }
const Examined = ({ one, denied }: ExaminedProps) => (
  <Fact
    term={
      <>
        {w(`${one.byName}审查`, `Examined by ${one.byName}`)} <span className="num">{timeWords(one.at)}</span>
      </>
    }
  >
    <b>{one.supports ? w('建议准予', 'To be granted') : w(`建议${denied.zh}`, 'To be denied')}</b>
    {w('：', ': ')}
    <Quoted>{one.opinion}</Quoted>
  </Fact>
)

/** The result by the name that stands on it; in English by the item's name for it, where that is the same thing. */
const resultName = ({ item, result }: CaseView): string =>
  result === null ? '' : item.result.zh === result.name ? t(item.result) : result.name

/** What officers wrote is quoted, in whatever language it is. */
const Quoted = ({ children }: { children: string }) => <span {...langOf(children)}>{children}</span>

/** The Chinese text is the law. */
const Basis = ({ children }: { children: string }) => (
  <small>
    {w('依据：', 'Basis: ')}
    <Quoted>{children}</Quoted>
  </small>
)

type DecidedProps = { one: NonNullable<CaseView['decision']>; reason: string; denied: Text }
const Decided = ({ one, reason, denied }: DecidedProps) => (
  <Fact
    term={
      <>
        {one.byRule
          ? w('自动审批决定', 'Decided by rule')
          : w(`${one.byName ?? ''}决定`, `Decided by ${one.byName ?? ''}`)}{' '}
        <span className="num">{dayWords(dayOf(one.at))}</span>
      </>
    }
  >
    <b>{one.outcome === 'granted' ? w('准予', 'Granted') : t(denied)}</b>
    {w('：', ': ')}
    <Quoted>{reason}</Quoted>
    <Basis>{one.basis}</Basis>
  </Fact>
)

const Overturned = ({ one }: { one: NonNullable<CaseView['overturned']> }) => (
  <Fact
    term={
      <>
        {w(`${one.byName ?? ''}撤销`, `Overturned by ${one.byName ?? ''}`)}{' '}
        <span className="num">{dayWords(dayOf(one.at))}</span>
      </>
    }
  >
    <Quoted>{one.reason}</Quoted>
    <Basis>{one.basis}</Basis>
  </Fact>
)

const Delivered = ({ one }: { one: NonNullable<CaseView['delivered']> }) => (
  <Fact term={w('送达', 'Delivered')}>
    {t(deliveryNames[one.how])}
    {w('，', ', ')}
    {one.to}
    {w('，', ', ')}
    <span className="num">{timeWords(one.at)}</span>
  </Fact>
)

/** 意见与决定: what everybody said of the case, and what came of it. */
export function Outcome({ caseFile }: { caseFile: CaseView }) {
  const { decision, refusal, examinations, result, delivered, overturned } = caseFile
  const denied = denialWord(caseFile.item.itemCode)
  if (!decision && !refusal && examinations.length === 0 && !hasJointWords(caseFile)) return null
  return (
    <section className="block">
      <h3>{w('意见与决定', 'Opinions and decision')}</h3>
      <dl className="facts wide">
        <JointWords caseFile={caseFile} />
        {examinations.map((one) => (
          <Examined key={one.at} one={one} denied={denied} />
        ))}
        {decision ? (
          <Decided one={decision} reason={decidedReason(decision.reason, caseFile.ruling)} denied={denied} />
        ) : null}
        {refusal ? (
          <Fact term={w('不予受理', 'Declined')}>
            <Quoted>{refusal.reason}</Quoted>
            <Basis>{refusal.basis}</Basis>
          </Fact>
        ) : null}
        {overturned ? <Overturned one={overturned} /> : null}
        {result ? (
          <Fact term={overturned ? w('结果（已撤销）', 'Result (revoked)') : w('结果', 'Result')}>
            <span {...langOf(resultName(caseFile))}>{resultName(caseFile)}</span> <Copied value={result.resultNo} />
          </Fact>
        ) : null}
        {delivered ? <Delivered one={delivered} /> : null}
      </dl>
    </section>
  )
}
