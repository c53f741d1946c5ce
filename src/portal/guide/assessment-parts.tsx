import type { Text } from '#base'
import type { Eligibility, FeeAssessment, TableRef } from '#management'
import { Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/** An amount in yuan as people write it: 80 元, 16.50 元; nothing is free. */
export function formatYuan(view: Pick<View, 'w'>, amount: number): string {
  if (amount === 0) return view.w('不收费', 'nothing to pay')
  const said = amount.toLocaleString('en', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 })
  return view.w(`${said} 元`, `${said} yuan`)
}

/**
 * 是否符合条件, as the item's own rules say; silent where they do not. A no turns nobody away: everybody may apply, and whether an
 * application is accepted the office says in writing (Licensing Law art. 32).
 */
export function EligibilityNote({
  view,
  eligibility,
  mayGoOn,
}: {
  view: View
  eligibility: Eligibility
  /** Whether the reader can still apply on this page; afterwards the sentence about it has no place. */
  mayGoOn: boolean
}) {
  const { w, t } = view
  if (eligibility.eligible === null) return null
  const { eligible, reason, goTo } = eligibility
  return (
    <div className={eligible ? 'note ok' : 'note amber'} role={mayGoOn ? 'status' : undefined}>
      <p>
        <b>
          {eligible
            ? w('按公布的规则，符合条件。', 'By the published rules you qualify.')
            : w('按公布的规则，看来不符合条件。', 'By the published rules you do not seem to qualify.')}
        </b>
      </p>
      <p>
        <Mixed view={view} text={sentence(view, t(reason))} />
        <RuleNumber view={view} grounds={eligibility} />
      </p>
      {goTo === null ? null : <GoTo view={view} entryId={goTo} />}
      {eligible ? null : (
        <p>
          {mayGoOn
            ? w(
                '您仍然可以申请。是否受理由办理机关决定，不受理的会书面说明理由（行政许可法第三十二条）。',
                'You may apply all the same. The authority decides whether to accept, and gives its reasons in writing if it does not (Licensing Law art. 32).',
              )
            : w('这只是规则的提示，由办理机关决定。', 'This is what the rules say; the authority decides.')}
        </p>
      )}
    </div>
  )
}

/** English rules are phrases; they end as sentences do. */
const sentence = (view: View, text: string): string =>
  view.locale === 'en' && !/[.!?]$/.test(text) ? `${text}.` : text

/** Which rules spoke, and of which version of the table: enough to ask about. */
export function RuleNumber({
  view,
  grounds: { rules, table },
}: {
  view: View
  grounds: { rules: readonly { rule: number }[]; table: TableRef }
}) {
  const numbers = rules.flatMap((one) => (one.rule > 0 ? [one.rule] : []))
  if (numbers.length === 0) return null
  return (
    <span className="quiet small">
      {view.w(
        `（规则 ${numbers.join('、')}，规则表第 ${table.version} 版）`,
        ` (rule ${numbers.join(', ')}, table version ${table.version})`,
      )}
    </span>
  )
}

/** The way to the item that fits instead, where the reader's place has it. */
export function GoTo({ view, entryId }: { view: View; entryId: string }) {
  const found = view.city.findItemFor(entryId, view.place.code)
  return found === undefined ? null : (
    <p>
      <a href={`/items/${found.item.itemCode}`}>
        {view.w(`去办：${found.item.content.name.zh}`, `Go to: ${found.item.content.name.en}`)}
      </a>
    </p>
  )
}

type FeeWordsProps = {
  view: View
  fee: FeeAssessment | null
  text: Text
  /** It is the fee of a case, no longer that of a situation somebody considers. */
  settled?: boolean
}

/** 收费 as worked out for this situation, with its rule and basis; else what the guide says in general, and why not more. */
export function FeeWords({ view, fee, text, settled = false }: FeeWordsProps) {
  const { w, t } = view
  if (fee === null) return <Mixed view={view} text={t(text)} />
  if (fee.amount === null)
    return (
      <>
        <Mixed view={view} text={t(text)} />
        <br />
        <span className="quiet small">
          <Mixed view={view} text={t(fee.reason)} />
        </span>
      </>
    )
  return (
    <>
      {settled ? null : w('按您的情况：', 'In your situation: ')}
      <b>{formatYuan(view, fee.amount)}</b>
      <br />
      <span className="quiet small">
        <Mixed view={view} text={t(fee.reason)} />
        <RuleNumber view={view} grounds={fee} />
        {fee.basis === '' ? null : (
          <>
            <br />
            <Mixed view={view} text={w(`依据：${fee.basis}`, `Basis: ${fee.basis}`)} />
          </>
        )}
      </span>
    </>
  )
}
