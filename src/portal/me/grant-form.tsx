import type { Flaw } from '#base'
import { maxMandateYears, type NamedMandate, type Principal } from '#identity'
import { Choice } from '../draft/field.tsx'
import { Csrf, FlawOf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import type { TypedMandate } from './grant-mandate.ts'
import { entryName } from './mandate-words.ts'

export type MandatesData = {
  principal: Principal
  given: readonly NamedMandate[]
  flaws: readonly Flaw[]
  typed: TypedMandate
  /** Items that the words looked for lead to; null when nothing was looked for. */
  found: readonly string[] | null
  /** Items applied for before. */
  used: readonly string[]
}

type Parts = { view: View; data: MandatesData }

const isWrong = (flaws: readonly Flaw[], pointer: string): boolean => flaws.some((one) => one.pointer === pointer)

/** Whom, for what, until when. Looking for items sends the same form, so that it works without scripts and keeps what is typed. */
export function GrantForm({ view, data }: Parts) {
  return (
    <form method="post" action="/me/mandates" data-once>
      <Csrf view={view} />
      <AgentField view={view} data={data} />
      <ScopeField view={view} data={data} />
      <UntilField view={view} data={data} />
      <button type="submit" name="act" value="grant">
        {view.w('委托', 'Grant')}
      </button>
    </form>
  )
}

function AgentField({ view, data: { flaws, typed } }: Parts) {
  const { w } = view
  const wrong = isWrong(flaws, '/agentId')
  return (
    <div className={wrong ? 'field wrong' : 'field'}>
      <label htmlFor="agentId">
        {w('受托人的身份证号', 'The agent’s identity number')}
        <span className="hint" id="agentId-hint">
          {w('受托人要先在本平台登录过一次', 'The agent must have signed in here once')}
        </span>
        <FlawOf view={view} flaws={flaws} pointer="/agentId" />
      </label>
      <input
        id="agentId"
        name="agentId"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-describedby="agentId-hint"
        aria-invalid={wrong || undefined}
        defaultValue={typed.agentId}
      />
    </div>
  )
}

function UntilField({ view, data: { flaws, typed } }: Parts) {
  const wrong = isWrong(flaws, '/until')
  return (
    <div className={wrong ? 'field wrong' : 'field'}>
      <label htmlFor="until">
        {view.w('委托到哪一天', 'Until')}
        <span className="hint" id="until-hint">
          {view.w(`最长 ${maxMandateYears} 年`, `${maxMandateYears} years at most`)}
        </span>
        <FlawOf view={view} flaws={flaws} pointer="/until" />
      </label>
      <input
        id="until"
        name="until"
        type="date"
        className="short"
        defaultValue={typed.until}
        aria-describedby="until-hint"
        aria-invalid={wrong || undefined}
        min={view.today.toString()}
        max={view.today.add({ years: maxMandateYears }).toString()}
      />
    </div>
  )
}

function ScopeField({ view, data }: Parts) {
  const { w } = view
  const { flaws, typed } = data
  return (
    <fieldset className={isWrong(flaws, '/entries') ? 'field scope wrong' : 'field scope'} id="entries">
      <legend>
        {w('能办哪些事', 'For what')}
        <FlawOf view={view} flaws={flaws} pointer="/entries" />
      </legend>
      <Choice
        name="scope"
        type="radio"
        value="all"
        checked={typed.scope === 'all'}
        label={w('全部事项', 'All items')}
      />
      <Choice
        name="scope"
        type="radio"
        value="entries"
        checked={typed.scope === 'entries'}
        label={w('只限选中的事项', 'Only the items chosen')}
      />
      <div className="chosen">
        <Offered view={view} data={data} />
        <label htmlFor="find">{w('查找事项，勾选后再委托', 'Find items, then tick them')}</label>
        <div className="find">
          <input id="find" name="q" type="text" autoComplete="off" defaultValue={typed.q} />
          <button type="submit" className="second" name="act" value="find">
            {w('查找', 'Find')}
          </button>
        </div>
      </div>
    </fieldset>
  )
}

/** Items to tick: those chosen already, then what was found, or else what was applied for before. */
function Offered({ view, data: { typed, found, used } }: Parts) {
  const { w } = view
  const more = (found ?? used).filter((one) => !typed.entryIds.includes(one))
  const lists = [
    [w('已选', 'Chosen'), typed.entryIds],
    [found === null ? w('以前办过的', 'Applied for before') : w('找到的', 'Found'), more],
  ] as const
  return (
    <>
      {lists.map(([name, entryIds]) =>
        entryIds.length === 0 ? null : (
          <fieldset key={name}>
            <legend className="small quiet">{name}</legend>
            {entryIds.map((entryId) => (
              <Choice
                key={entryId}
                name="entries"
                type="checkbox"
                value={entryId}
                checked={typed.entryIds.includes(entryId)}
                label={entryName(view, entryId) ?? entryId}
              />
            ))}
          </fieldset>
        ),
      )}
      {found?.length === 0 ? (
        <p role="status">{w('没有找到这样的事项，换个说法试试。', 'No such item was found. Try other words.')}</p>
      ) : null}
    </>
  )
}
