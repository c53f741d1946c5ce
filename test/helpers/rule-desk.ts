import { randomUUID } from 'node:crypto'
import type { Delivery } from '../../src/handling/case-file/case-event.ts'
import { receiveApplication } from '../../src/handling/case-file/receive-application.ts'
import { submitCaseFile } from '../../src/handling/case-file/submit-case-file.ts'
import { addUpload } from '../../src/handling/material/upload-store.ts'
import { runCalls } from '../../src/handling/process/run-calls.ts'
import { addMandate, findMandate, type Mandate, type Principal, type Session } from '../../src/identity/index.ts'
import { listApplicableMaterials, loadCity, type ServiceItem } from '../../src/management/index.ts'
import { seedDefinition, withdrawDefinition } from '../../src/management/process-definition/process-definition-store.ts'
import { openCaseDesk } from './case-desk.ts'
import { anOfficer, aPerson } from './people.ts'
import { fillIn, firm, type RuleCase, ruleCases, woman } from './rule-cases.ts'

/** A case desk at which people apply for what is decided by rule, and a worker that decides it when asked to. */
export async function openRuleDesk() {
  const desk = await openCaseDesk()
  const { db, time, county, itemOf, must } = desk
  let city = desk.loaded
  const handling = { ...desk.handling, city: () => city }
  Object.assign(desk.handling, { city: () => city })

  const citizen = await aPerson(db, woman.name, { residentIdNo: woman.residentIdNo })
  const today = (): Temporal.PlainDate => time.clock().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const year = { validFrom: Temporal.PlainDate.from('2026-01-01'), validUntil: Temporal.PlainDate.from('2026-12-31') }

  async function mandateOf(principal: Principal, agent: Session, over: Partial<Mandate> = {}): Promise<Mandate> {
    const given = { agentAccountId: agent.account.accountId, scope: { type: 'all' as const }, ...year, ...over }
    const by = principal.kind === 'natural' ? principal.accountId : agent.account.accountId
    const grantedBy = { accountId: by, name: principal.name }
    const mandate = await findMandate(
      db,
      await addMandate(db, '4108', { ...given, principal, at: time.clock(), grantedBy }),
    )
    if (mandate === undefined) throw new Error('a mandate was given and not kept')
    return mandate
  }
  const forFirm: Session = {
    ...citizen,
    mandate: await mandateOf({ kind: 'legal', code: firm.code, name: firm.name }, citizen),
  }

  async function apply(
    one: RuleCase,
    over: Readonly<Record<string, unknown>> = {},
    session?: Session,
    delivery: Delivery = 'online',
  ) {
    const wanted = itemOf(one.entryId)
    const { answers, form } = fillIn(wanted, { ...one.clear(today()), ...over }, today())
    const input = { item: wanted, divisionCode: county, answers, form, brought: [], delivery }
    const more = { commitment: null, declared: true, key: randomUUID() }
    if (one.atCounter) {
      const { authority } = wanted
      const clerk = await anOfficer(db, '窗口（演示）', [
        { role: 'counter-clerk', divisionCode: authority.divisionCode, authorityCode: null },
      ])
      const papers = listApplicableMaterials(wanted, answers)
      const numbers = papers.filter((paper) => paper.kind !== 'form').map((paper) => paper.no)
      const materials = await Promise.all(numbers.map((no) => upload(clerk, no)))
      const { name, residentIdNo: code } = woman
      const applicant = {
        kind: 'natural' as const,
        name,
        code,
        mobile: '13800000000',
        handler: null,
        originals: numbers,
      }
      return must(await receiveApplication(handling, { ...input, ...more, session: clerk, materials, applicant }))
    }
    const who = session ?? (one.applicant === 'firm' ? forFirm : citizen)
    return must(
      await submitCaseFile(handling, {
        ...input,
        ...more,
        session: who,
        channel: 'mobile',
        materials: [],
        draftId: null,
      }),
    )
  }

  async function upload({ account }: Session, materialNo: number): Promise<{ materialNo: number; fileId: string }> {
    const file = { name: '原件.jpg', digest: 'a'.repeat(64), mediaType: 'image/jpeg' as const, size: 1000 }
    const given = { accountId: account.accountId, draftId: null, materialNo, ...file, givenAt: time.clock() }
    return { materialNo, fileId: (await addUpload(db, '4108', given)).fileId }
  }

  const decideAll = async (): Promise<void> => {
    while ((await runCalls(handling, {})) > 0);
  }
  /** The deciding authority's people for an item. */
  async function officersOf({ authority }: ServiceItem) {
    const place = { divisionCode: authority.divisionCode, authorityCode: authority.creditCode }
    return {
      clerk: await anOfficer(db, '窗口（演示）', [{ role: 'counter-clerk', ...place }]),
      examiner: await anOfficer(db, '抽查（演示）', [{ role: 'examiner', ...place }]),
      decider: await anOfficer(db, '负责人（演示）', [{ role: 'decider', ...place }]),
    }
  }
  const reload = async (): Promise<void> => {
    city = await loadCity(db, '4108', 'Asia/Shanghai', city)
  }
  /** Publishes the next version of a file of decisions. */
  const publishTable = async (key: string, xml: string): Promise<void> => {
    await seedDefinition(db, 'decision', { key, title: { zh: key, en: key }, xml, at: time.clock() })
    await reload()
  }
  const withdrawTable = async (key: string, version: number): Promise<void> => {
    const { accountId, name } = citizen.account
    const actor = { kind: 'officer' as const, accountId, name, authorityCode: '' }
    const withdrawal = { cityCode: '4108', kind: 'decision' as const, key, at: time.clock(), actor }
    await withdrawDefinition(db, withdrawal, { version, reason: '规则有误' })
    await reload()
  }
  return {
    ...desk,
    handling,
    city: () => city,
    citizen,
    forFirm,
    mandateOf,
    apply,
    decideAll,
    officersOf,
    publishTable,
    withdrawTable,
  }
}

export const ruleCase = (entryId: string): RuleCase => {
  const found = ruleCases.find((one) => one.entryId === entryId)
  if (found === undefined) throw new Error(`no case for ${entryId}`)
  return found
}
