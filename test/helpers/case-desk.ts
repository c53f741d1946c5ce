import { randomUUID } from 'node:crypto'
import { isRefusal, type Refusal } from '../../src/base/index.ts'
import type { Act } from '../../src/handling/case-file/act.ts'
import type { CaseFile } from '../../src/handling/case-file/case-file.ts'
import { findCaseFile } from '../../src/handling/case-file/case-file-store.ts'
import { type Handling, makeMove } from '../../src/handling/case-file/make-move.ts'
import { submitCaseFile } from '../../src/handling/case-file/submit-case-file.ts'
import { listApplicableMaterials } from '../../src/handling/material/material.ts'
import { addUpload } from '../../src/handling/material/upload-store.ts'
import { fireTimers } from '../../src/handling/process/fire-timers.ts'
import type { Session } from '../../src/identity/index.ts'
import { loadCity, type ServiceItem } from '../../src/management/index.ts'
import { makeClock } from './clock.ts'
import { freshDatabase } from './database.ts'
import { anOfficer, aPerson } from './people.ts'

/** A district's counter on a database of its own: an applicant, a clerk, who examines, who decides, and a clock to move. */
export async function openCaseDesk() {
  const { db } = await freshDatabase()
  const time = makeClock()
  const loaded = await loadCity(db, '4108', 'Asia/Shanghai')
  const handling: Handling = { db, city: () => loaded, clock: time.clock }

  const county = '410802000000'
  const itemOf = (entryId: string, division = county): ServiceItem => {
    const found = loaded.findItemFor(entryId, division)
    if (!found) throw new Error(`no item ${entryId}`)
    return found.item
  }
  // 户口项目变更（姓名）: a plain committed item without questions of its own.
  const item = itemOf('S0005')
  const place = { divisionCode: item.authority.divisionCode, authorityCode: item.authority.creditCode }

  const citizen = await aPerson(db, '王小满（演示）')
  const clerk = await anOfficer(db, '陈窗口（演示）', [
    { role: 'counter-clerk', divisionCode: place.divisionCode, authorityCode: null },
  ])
  const examiner = await anOfficer(db, '李审查（演示）', [
    { role: 'examiner', ...place },
    { role: 'decider', ...place },
  ])
  const decider = await anOfficer(db, '赵决定（演示）', [{ role: 'decider', ...place }])
  const form = {
    applicantName: '王小满（演示）',
    residentIdNo: '11010519491231002X',
    mobile: '13800000000',
    address: '民生街 1 号',
    request: '把姓名改回族谱上的字',
  }

  async function submitNew(
    options: {
      item?: ServiceItem
      divisionCode?: string
      key?: string
      without?: number[]
      form?: Record<string, unknown>
    } = {},
  ) {
    const chosen = options.item ?? item
    const wanted = listApplicableMaterials(chosen, {}).filter(
      (one) => one.kind !== 'form' && one.heldBy === null && !options.without?.includes(one.no),
    )
    const materials = await Promise.all(
      wanted.map(async (one) => ({
        materialNo: one.no,
        fileId: (
          await addUpload(db, '4108', {
            accountId: citizen.account.accountId,
            draftId: null,
            materialNo: one.no,
            name: `${one.name.zh}.jpg`,
            digest: 'a'.repeat(64),
            mediaType: 'image/jpeg',
            size: 1000,
            givenAt: time.clock(),
          })
        ).fileId,
      })),
    )
    return submitCaseFile(handling, {
      session: citizen,
      item: chosen,
      divisionCode: options.divisionCode ?? county,
      channel: 'mobile',
      answers: {},
      form: { ...form, ...options.form },
      materials,
      brought: options.without ?? [],
      delivery: 'online',
      commitment: null,
      declared: true,
      key: options.key ?? randomUUID(),
      draftId: null,
    })
  }

  const must = <T>(value: T | Refusal): T => {
    if (isRefusal(value)) throw new Error(`${value.sentence.zh} ${JSON.stringify(value.flaws)}`)
    return value
  }
  const act = (
    session: Session,
    caseId: string,
    one: Act,
    key: string | null = null,
    seenVersion: number | null = null,
  ) => makeMove(handling, { session, caseId, seenVersion, act: one, key })
  /** The case as it stands now. */
  const open = async (caseId: string): Promise<CaseFile> => {
    const found = await findCaseFile(db, '4108', caseId)
    if (found === undefined) throw new Error('no case')
    return found
  }
  /** Whatever is due by the clock is done. */
  const fireAll = async (): Promise<void> => {
    while ((await fireTimers(handling)) > 0);
  }
  return {
    db,
    time,
    loaded,
    handling,
    county,
    itemOf,
    item,
    place,
    citizen,
    clerk,
    examiner,
    decider,
    submitNew,
    must,
    act,
    open,
    fireAll,
  }
}
