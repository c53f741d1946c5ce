import type { Session } from '#identity'
import type { CaseFile } from '../case-file/case-file.ts'
import { findCaseFileByNo } from '../case-file/case-file-store.ts'
import type { Handling } from '../case-file/make-move.ts'
import { may, readsAsOfficer } from '../case-file/may.ts'
import { recordAccess } from './access-store.ts'

/**
 * The case, when this session may see it: a missing one and a foreign one look the same. An officer's reading is itself
 * recorded, by whatever door they come: the page, the papers, the printed notices.
 */
export async function openAsReader(
  handling: Handling,
  session: Session,
  caseNo: string,
): Promise<CaseFile | undefined> {
  const { db, clock } = handling
  const city = handling.city()
  const caseFile = await findCaseFileByNo(db, city.cityCode, caseNo.replace(/\s/g, ''))
  if (caseFile === undefined) return undefined
  const authority = city.authorities.get(caseFile.item.authorityCode)
  if (!may(session, 'read', caseFile, authority.divisionCode)) return undefined
  if (readsAsOfficer(session, caseFile, authority.divisionCode)) {
    const of = session.roles[0]?.authorityCode
    await recordAccess(db, city.cityCode, {
      caseId: caseFile.caseId,
      accountId: session.account.accountId,
      readerName: session.account.name,
      authorityName: of
        ? city.authorities.get(of).name
        : city.divisions.get(session.roles[0]?.divisionCode ?? authority.divisionCode).name,
      purpose: caseFile.tasks[0]?.name ?? '查询',
      at: clock(),
    })
  }
  return caseFile
}
