import { type Mandate, mandateCovers } from '#identity'
import { listFields } from '#management'
import { checkResidentId } from '#standards'
import type { CaseFile } from '../case-file/case-file.ts'
import type { Moment } from '../case-file/moment.ts'
import { missingMaterials } from '../material/material.ts'

export type Fact = string | number | boolean

/** What the identity provider says of the applicant's account, and the mandate under which somebody else applied. */
export type Vouched = {
  account: { name: string; residentIdNo: string | null } | null
  mandate: Mandate | null
}

type Facts = Record<string, Fact>

/**
 * What a table may ask about a case, by name: every answer and every field of the form as they were given, for each identity
 * number among them the age and sex it states (`childIdNoAge`, `childIdNoSex`), and what the case itself knows. A table that asks
 * for what is not there does not decide: then a person does. What the case knows goes before what a form calls by the same name.
 */
export function factsOfCase(caseFile: CaseFile, moment: Pick<Moment, 'item' | 'today'>, vouched: Vouched): Facts {
  const missing = missingMaterials(moment.item, caseFile.answers, { materials: caseFile.materials, brought: [] })
  const born = caseFile.applicant.kind === 'natural' ? checkResidentId(caseFile.applicant.code, moment.today) : null
  return {
    ...givenFacts(caseFile, moment.today),
    applicantKind: caseFile.applicant.kind,
    byAgent: caseFile.applicant.agent !== undefined || caseFile.applicant.handler !== undefined,
    identityMatches: isWhoTheySay(caseFile, moment, vouched),
    mandateCovers: mayApply(caseFile, moment, vouched),
    channel: caseFile.channel,
    today: moment.today.toString(),
    missingPapers: missing.length,
    givenPapers: new Set(caseFile.materials.map((one) => one.materialNo)).size,
    uncheckedPapers: caseFile.materials.filter((one) => one.trust === 'C' || one.trust === 'D').length,
    ...(born?.ok ? { applicantAge: ageOn(born.bornOn, moment.today) } : {}),
  }
}

export const ageOn = (bornOn: Temporal.PlainDate, today: Temporal.PlainDate): number =>
  bornOn.until(today, { largestUnit: 'years' }).years

/** Every answer and field as it was given, and what each identity number among them states. */
export function givenFacts(caseFile: Pick<CaseFile, 'answers' | 'form'>, today: Temporal.PlainDate): Facts {
  const facts: Facts = {}
  for (const [name, value] of [...Object.entries(caseFile.answers), ...Object.entries(caseFile.form)]) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
    facts[name] = value
    const person = typeof value === 'string' ? checkResidentId(value, today) : null
    if (!person?.ok) continue
    facts[`${name}Age`] = ageOn(person.bornOn, today)
    facts[`${name}Sex`] = person.sex
  }
  return facts
}

/**
 * Is the applicant who the form says? A person when the identity provider vouches for the same name and number; a firm when the
 * mandate was given by it. What was only typed proves nothing.
 */
function isWhoTheySay(caseFile: CaseFile, { item }: Pick<Moment, 'item'>, { account, mandate }: Vouched): boolean {
  const { kind, name, code } = caseFile.applicant
  const known =
    kind === 'natural' ? [account?.name, account?.residentIdNo] : [mandate?.principalName, mandate?.principalCode]
  if (known[0] !== name || known[1] !== code) return false
  const [nameSource, codeSource] = kind === 'natural' ? ['name', 'residentIdNo'] : ['firmName', 'creditCode']
  return listFields(item.content.form).every((field) => {
    const typed = caseFile.form[field.id]
    if (typed === undefined || field.prefill === undefined) return true
    if (field.prefill === nameSource) return typed === name
    return field.prefill !== codeSource || typed === code
  })
}

/** Does whoever applied act for themselves, or under a mandate that covers this item today? For a firm somebody always acts. */
function mayApply(caseFile: CaseFile, { item, today }: Pick<Moment, 'item' | 'today'>, { mandate }: Vouched): boolean {
  const { kind, agent, handler } = caseFile.applicant
  // A power of attorney on paper is for a person to read.
  if (agent === undefined) return kind === 'natural' && handler === undefined
  return (
    mandate !== null &&
    mandate.mandateId === agent.mandateId &&
    mandate.agentAccountId === agent.accountId &&
    mandateCovers(mandate, item.entryId, today)
  )
}
