import { dateIn, type Flaw } from '#base'
import {
  addMandate,
  findAccountByResidentId,
  type MandateScope,
  mandateFlaws,
  type Principal,
  type Session,
} from '#identity'
import type { City } from '#management'
import { normaliseCode } from '#standards'
import type { PortalDeps } from '../portal-context.ts'

/** What stands in the form: whom, until when, for what; and whether only items are looked for. */
export type TypedMandate = {
  agentId: string
  until: string
  /** Null: nobody has chosen yet. Everything is handed over only by whoever says so. */
  scope: 'all' | 'entries' | null
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
    scope: finds ? 'entries' : scopeOf(text('scope'), ticked.length > 0),
    entryIds: [...new Set(ticked)].filter((one) => city.entries.has(one)),
    q: finds ? text('q').slice(0, 200) : '',
    finds,
  }
}

const scopeOf = (chosen: string, hasTicked: boolean): TypedMandate['scope'] =>
  chosen === 'all' ? 'all' : chosen === 'entries' || hasTicked ? 'entries' : null

/** Gives the mandate, or says at which fields it cannot be given. */
export async function grantMandate(
  deps: PortalDeps,
  { session, principal }: { session: Session; principal: Principal },
  typed: TypedMandate,
): Promise<Flaw[]> {
  const today = dateIn(deps.city().zone, deps.clock())
  const agent = await findAccountByResidentId(deps.db, normaliseCode(typed.agentId))
  const agentAccountId = agent?.accountId
  const validUntil = readDate(typed.until)
  const scope: MandateScope | null =
    typed.scope === 'entries' ? { type: 'entries', entryIds: typed.entryIds } : typed.scope && { type: typed.scope }
  const { accountId, name } = session.account
  const flaws = mandateFlaws({ grantedBy: accountId, agentAccountId, validUntil, scope }, today)
  if (agentAccountId === undefined || validUntil === null || scope === null || flaws.length > 0) return flaws
  await addMandate(deps.db, deps.city().cityCode, {
    ...{ principal, agentAccountId, scope, validFrom: today, validUntil },
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
