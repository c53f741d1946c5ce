import { dateIn, type Flaw } from '#base'
import { addMandate, findAccountByResidentId, mandateFlaw, type Principal, type Session } from '#identity'
import type { City } from '#management'
import { normaliseCode } from '#standards'
import type { PortalDeps } from '../portal-context.ts'

/** What stands in the form: whom, until when, for what; and whether only items are looked for. */
export type TypedMandate = {
  agentId: string
  until: string
  scope: 'all' | 'entries'
  entryIds: string[]
  q: string
  finds: boolean
}

/** The form as it was sent; items that the catalogue does not have are left out. */
export function readTyped(body: Readonly<Record<string, unknown>>, city: City): TypedMandate {
  const text = (name: string): string => {
    const value = [body[name]].flat()[0]
    return typeof value === 'string' ? value.trim() : ''
  }
  // Enter in another field presses the first button of the form: nothing is looked for unless that was meant.
  const finds = text('act') === 'find' && (text('scope') === 'entries' || text('q') !== '')
  const ticked = [body['entries']].flat().filter((one) => typeof one === 'string')
  return {
    agentId: text('agentId').slice(0, 40),
    until: text('until').slice(0, 20),
    scope: finds || text('scope') === 'entries' ? 'entries' : 'all',
    entryIds: [...new Set(ticked)].filter((one) => city.entries.has(one)),
    q: finds ? text('q').slice(0, 200) : '',
    finds,
  }
}

/** Gives the mandate, or says at which fields it cannot be given. */
export async function grantMandate(
  deps: PortalDeps,
  { session, principal }: { session: Session; principal: Principal },
  typed: TypedMandate,
): Promise<Flaw[]> {
  const today = dateIn(deps.city().zone, deps.clock())
  const agent = await findAccountByResidentId(deps.db, normaliseCode(typed.agentId))
  if (agent === undefined) {
    const sentence = {
      zh: '没有找到这个身份证号的账户。请受托人先登录一次，再来委托。',
      en: 'No account has this identity number. Let the agent sign in once first.',
    }
    return [{ pointer: '/agentId', sentence }]
  }
  const validUntil = readDate(typed.until)
  if (validUntil === null)
    return [{ pointer: '/until', sentence: { zh: '请选择截止日期。', en: 'Choose the end date.' } }]
  const { accountId, name } = session.account
  const input = {
    validFrom: today,
    validUntil,
    agentAccountId: agent.accountId,
    scope:
      typed.scope === 'all' ? ({ type: 'all' } as const) : ({ type: 'entries', entryIds: typed.entryIds } as const),
  }
  const flaw = mandateFlaw({ ...input, grantedBy: accountId }, today)
  if (flaw !== null) return [...flaw.flaws]
  await addMandate(deps.db, deps.city().cityCode, {
    ...input,
    principal,
    at: deps.clock(),
    grantedBy: { accountId, name },
  })
  return []
}

function readDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}
