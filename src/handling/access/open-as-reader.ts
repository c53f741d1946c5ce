import type { Session } from '#identity'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFileByNo } from '../case-file/case-file-store.ts'
import type { Handling } from '../case-file/make-move.ts'
import { may, readingRole } from '../case-file/may.ts'
import { type Reading, recordReading } from './access-store.ts'

/** A case as this session found it, and the reading that is still to be recorded: an officer's, never a party's own. */
type Opened = { caseFile: CaseFile; reading: Reading | null }

/**
 * The case, when this session may see it: a missing one and a foreign one look the same. An officer's reading is itself
 * recorded, by whatever door they come: the page, the papers, the printed notices.
 */
export async function openAsReader(
  handling: Handling,
  session: Session,
  caseNo: string,
): Promise<CaseFile | undefined> {
  const opened = await openToAct(handling, session, caseNo)
  if (opened?.reading) await recordReading(handling.db, opened.reading)
  return opened?.caseFile
}

/** The same for whoever goes on to make a move, which records the reading with what it does. */
export async function openToAct(handling: Handling, session: Session, caseNo: string): Promise<Opened | undefined> {
  const { db, clock } = handling
  const city = handling.city()
  const caseFile = await findCaseFileByNo(db, city.cityCode, caseNo.replace(/\s/g, ''))
  if (caseFile === undefined) return undefined
  const { divisionCode } = city.authorities.get(caseFile.item.authorityCode)
  if (!may(session, 'read', caseFile, divisionCode)) return undefined
  const role = readingRole(session, caseFile, divisionCode)
  if (role === undefined) return { caseFile, reading: null }
  const reading = {
    cityCode: city.cityCode,
    caseId: caseFile.caseId,
    accountId: session.account.accountId,
    readerName: session.account.name,
    authorityName:
      role.authorityCode === null
        ? city.divisions.get(role.divisionCode).name
        : city.authorities.get(role.authorityCode).name,
    purpose: caseFile.tasks[0]?.name ?? '查询',
    at: clock(),
  }
  return { caseFile, reading }
}
