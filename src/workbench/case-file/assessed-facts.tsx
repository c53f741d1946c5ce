import type { Assessed, FeeView } from '../assessment-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { t, w } from '../text.ts'

/** An amount in yuan; nothing is free. */
const yuan = (amount: number): string => {
  if (amount === 0) return w('不收费', 'nothing to pay')
  const said = amount.toLocaleString('en', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 })
  return w(`${said} 元`, `${said} yuan`)
}

type Spoken = Pick<NonNullable<Assessed['eligibility']>, 'rules' | 'table'>

/** Which rules of which version spoke: what an officer needs to look them up, years later too. */
const Rules = ({ rules, table }: Spoken) => {
  const numbers = rules.flatMap((one) => (one.rule > 0 ? [one.rule] : []))
  return (
    <small className="rules">
      {numbers.length === 0
        ? w('没有规则适用', 'No rule fired')
        : w(`规则 ${numbers.join('、')}`, `Rule ${numbers.join(', ')}`)}
      {table.version === 0
        ? null
        : w(`，决策表 ${table.key} 第 ${table.version} 版`, `, table ${table.key}, version ${table.version}`)}
    </small>
  )
}

function Eligible({ eligibility }: { eligibility: NonNullable<Assessed['eligibility']> }) {
  const { eligible, reason, rules, table } = eligibility
  const words =
    eligible === null
      ? w('规则判断不了', 'The rules do not tell')
      : eligible
        ? w('符合条件', 'Qualifies')
        : w('看来不符合条件', 'Does not seem to qualify')
  return (
    <div>
      <dt>{w('是否符合条件', 'Eligibility')}</dt>
      <dd>
        <span className={eligible === false ? 'due amber' : 'due none'}>
          <Icon name={eligible === null ? 'minus' : eligible ? 'check' : 'warning'} size={14} />
          {words}
        </span>
        <p>{t(reason)}</p>
        <Rules rules={rules} table={table} />
      </dd>
    </div>
  )
}

function Fee({ fee }: { fee: FeeView }) {
  const { amount, text, reason, basis, rules, table } = fee
  return (
    <div>
      <dt>{w('收费', 'Fee')}</dt>
      <dd>
        <b>{amount === null ? t(text) : yuan(amount)}</b>
        {reason === null ? null : <p>{t(reason)}</p>}
        {basis === '' || amount === null ? null : <small>{w(`依据：${basis}`, `Basis: ${basis}`)}</small>}
        {table === null ? null : <Rules rules={rules} table={table} />}
      </dd>
    </div>
  )
}

/** What the item's own tables say: who qualifies and what it costs. Advice to the officer, never a decision. */
export function AssessedFacts({ eligibility, fee, level = 'h2' }: Assessed & { level?: 'h2' | 'h3' }) {
  const hasFee = fee.table !== null
  if (eligibility === null && !hasFee) return null
  const Heading = level
  return (
    <section className="block assessed">
      <Heading>{w('规则怎么说', 'What the rules say')}</Heading>
      <dl className="facts wide">
        {eligibility === null ? null : <Eligible eligibility={eligibility} />}
        {hasFee ? <Fee fee={fee} /> : null}
      </dl>
    </section>
  )
}
