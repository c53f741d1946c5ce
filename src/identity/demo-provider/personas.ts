import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Db } from '#base'
import { keepAccount, setRoles } from '../account/account-store.ts'
import type { Principal } from '../mandate/mandate.ts'
import { addMandate, listMandatesOfAgent } from '../mandate/mandate-store.ts'
import { wasAppointed } from '../officer/officer-store.ts'
import { type OfficerRole, roles } from '../role/role.ts'
import type { Persona } from './persona.ts'

const PersonaSeed = z.object({
  subject: z.string(),
  name: z.string(),
  // Strict: a comma in an unquoted sentence would end it and begin another key.
  about: z.strictObject({ zh: z.string(), en: z.string() }),
  residentIdNo: z.string().optional(),
  mobile: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  divisionCode: z.string().optional(),
  roles: z
    .array(z.object({ role: z.enum(roles), divisionCode: z.string(), authorityKind: z.string().optional() }))
    .default([]),
  mandates: z
    .array(
      z.discriminatedUnion('principalKind', [
        z.object({ principalKind: z.literal('natural'), principalSubject: z.string() }),
        z.object({
          principalKind: z.literal('legal'),
          principalName: z.string(),
          principalCode: z.string(),
          /** Represents the firm, as the registry would vouch. */
          mayDelegate: z.boolean().default(false),
        }),
      ]),
    )
    .default([]),
})
export type PersonaSeed = z.infer<typeof PersonaSeed>

type Known = ReadonlyMap<string, { accountId: string; name: string }>

function principalOf(mandate: PersonaSeed['mandates'][number], ids: Known): Principal | undefined {
  if (mandate.principalKind === 'legal')
    return { kind: 'legal', code: mandate.principalCode, name: mandate.principalName }
  const person = ids.get(mandate.principalSubject)
  return person && { kind: 'natural', ...person }
}

/** The name under which the demonstration's accounts are kept, whatever port it runs on. */
export const demoIssuer = 'demo'

export const readPersonas = (path: string): PersonaSeed[] =>
  z.array(PersonaSeed).parse(parse(readFileSync(path, 'utf8')))

export const toPersona = ({ roles: _roles, mandates: _mandates, ...seed }: PersonaSeed): Persona =>
  Object.fromEntries(Object.entries(seed).filter(([, value]) => value !== undefined)) as Persona

const profileOf = (seed: PersonaSeed) =>
  Object.fromEntries(
    (['residentIdNo', 'mobile', 'email', 'address', 'divisionCode'] as const).flatMap((key) =>
      seed[key] === undefined ? [] : [[key, seed[key]]],
    ),
  )

type AuthorityOf = (kind: string, divisionCode: string) => string | undefined

const rolesOf = (seed: PersonaSeed, authorityOf: AuthorityOf): OfficerRole[] =>
  seed.roles.map((one) => ({
    role: one.role,
    divisionCode: one.divisionCode,
    authorityCode: one.authorityKind ? (authorityOf(one.authorityKind, one.divisionCode) ?? null) : null,
  }))

/** Makes the personas' accounts, roles and mandates; safe to run twice. `authorityOf` names the body of a kind at a place. */
export async function loadPersonas(
  db: Db,
  cityCode: string,
  seeds: readonly PersonaSeed[],
  authorityOf: AuthorityOf,
  at: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<void> {
  const ids = new Map<string, { accountId: string; name: string }>()
  for (const seed of seeds) {
    const account = await keepAccount(db, {
      issuer: demoIssuer,
      subject: seed.subject,
      kind: seed.roles.length > 0 ? 'officer' : 'person',
      name: seed.name,
      profile: profileOf(seed),
      at,
    })
    if (account === null) continue
    ids.set(seed.subject, { accountId: account.accountId, name: seed.name })
    // Whoever an administrator appointed or dismissed since is left as they are.
    if (!(await wasAppointed(db, cityCode, account.accountId)))
      await setRoles(db, account.accountId, rolesOf(seed, authorityOf))
  }
  for (const seed of seeds) {
    const agent = ids.get(seed.subject)
    if (agent === undefined || seed.mandates.length === 0) continue
    if ((await listMandatesOfAgent(db, agent.accountId, today)).length > 0) continue
    for (const mandate of seed.mandates) {
      const principal = principalOf(mandate, ids)
      if (principal === undefined) continue
      await addMandate(db, cityCode, {
        principal,
        agentAccountId: agent.accountId,
        scope: { type: 'all' },
        mayDelegate: mandate.principalKind === 'legal' && mandate.mayDelegate,
        validFrom: today,
        validUntil: today.add({ years: 2 }),
        at,
        grantedBy: principal.kind === 'natural' ? principal : agent,
      })
    }
  }
}
