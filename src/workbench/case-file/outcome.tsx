import type { ReactNode } from 'react'
import type { CaseView } from '../api-contract.ts'
import { t, w } from '../text.ts'
import { dayOf, dayWords, deliveryNames, timeWords } from '../words.ts'
import { Copied } from './copied.tsx'
import { hasJointWords, JointWords } from './joint-words.tsx'

const Fact = ({ term, children }: { term: ReactNode; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)

const Examined = ({ one }: { one: CaseView['examinations'][number] }) => (
  <Fact
    term={
      <>
        {w(`${one.byName}审查`, `Examined by ${one.byName}`)} <span className="num">{timeWords(one.at)}</span>
      </>
    }
  >
    <b>{one.supports ? w('建议准予', 'To be granted') : w('建议不予许可', 'To be denied')}</b>
    {w('：', ': ')}
    {one.opinion}
  </Fact>
)

const Decided = ({ one }: { one: NonNullable<CaseView['decision']> }) => (
  <Fact
    term={
      <>
        {w(`${one.byName ?? ''}决定`, `Decided by ${one.byName ?? ''}`)}{' '}
        <span className="num">{dayWords(dayOf(one.at))}</span>
      </>
    }
  >
    <b>{one.outcome === 'granted' ? w('准予', 'Granted') : w('不予许可', 'Denied')}</b>
    {w('：', ': ')}
    {one.reason}
    <small>{w(`依据：${one.basis}`, `Basis: ${one.basis}`)}</small>
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
    {one.reason}
    <small>{w(`依据：${one.basis}`, `Basis: ${one.basis}`)}</small>
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
  if (!decision && !refusal && examinations.length === 0 && !hasJointWords(caseFile)) return null
  return (
    <section className="block">
      <h3>{w('意见与决定', 'Opinions and decision')}</h3>
      <dl className="facts wide">
        <JointWords caseFile={caseFile} />
        {examinations.map((one) => (
          <Examined key={one.at} one={one} />
        ))}
        {decision ? <Decided one={decision} /> : null}
        {refusal ? (
          <Fact term={w('不予受理', 'Declined')}>
            {refusal.reason}
            <small>{w(`依据：${refusal.basis}`, `Basis: ${refusal.basis}`)}</small>
          </Fact>
        ) : null}
        {overturned ? <Overturned one={overturned} /> : null}
        {result ? (
          <Fact term={overturned ? w('结果（已撤销）', 'Result (revoked)') : w('结果', 'Result')}>
            {result.name} <Copied value={result.resultNo} />
          </Fact>
        ) : null}
        {delivered ? <Delivered one={delivered} /> : null}
      </dl>
    </section>
  )
}
