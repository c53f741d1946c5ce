import { dateIn, isRefusal } from '#base'
import { type CaseFile, checkWordOf, listNotices, type ResultFile } from '#handling'
import type { View } from '../layout/view.ts'
import type { PortalDeps } from '../portal-context.ts'
import { drawNotice } from './draw-notice.ts'
import { writeNotice } from './write-notice.ts'

/** The city's own view, in its language, for papers that go from one office to another. */
function officialView(deps: PortalDeps): View {
  const city = deps.city()
  const now = deps.clock()
  return {
    locale: 'zh',
    elder: false,
    session: undefined,
    city,
    place: city.divisions.get(`${city.cityCode}00000000`),
    path: '/',
    today: dateIn(city.zone, now),
    now,
    w: (zh) => zh,
    t: (text) => text.zh,
    assets: deps.assets,
    demo: deps.demo,
  }
}

/** Draws the result of a case as its applicant gets it and keeps it as a file, for a case that has it among its papers. */
export const keepResult =
  (deps: PortalDeps) =>
  async (caseFile: CaseFile): Promise<ResultFile> => {
    const word = (use: 'follow' | 'verify') => checkWordOf(deps.secret, use, caseFile.caseNo)
    const issued = listNotices(caseFile).find((one) => one.kind === 'result')
    if (issued === undefined) throw new Error(`case ${caseFile.caseNo} has no result yet`)
    const written = writeNotice(issued, {
      view: officialView(deps),
      caseFile,
      item: await deps.city().getItemAt(deps.db, caseFile.item, caseFile.answers),
      followUrl: `${deps.publicUrl()}/follow?no=${caseFile.caseNo}`,
      followWord: word('follow'),
      verifyUrl: `${deps.publicUrl()}/verify/${caseFile.caseNo}/${word('verify')}`,
      verifyWord: word('verify'),
    })
    const stored = await deps.files.receive(await drawNotice(written))
    if (isRefusal(stored)) throw new Error(`the result of ${caseFile.caseNo} was not kept: ${stored.sentence.en}`)
    return { name: `${written.title}.pdf`, ...stored }
  }
