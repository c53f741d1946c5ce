import type { Finding } from '../service-item/finding.ts'
import type { EntryContent } from './catalogue-entry.ts'

/** A paper as a published revision numbered and named it (材料编号). Drafts and cases know their files by the number alone. */
export type NumberedPaper = { revision: number; no: number; name: string }

const stands = { element: 'materials', rule: 'paper-keeps-number', severity: 'error' } as const

const knownElsewhere = {
  ...stands,
  sentence: {
    zh: '这个编号已属于另一份材料：申请人草稿里按编号存的文件会当成这份材料提交。请让每份材料保留原来的编号。',
    en: 'This number belongs to another paper: files in applicants’ drafts are kept by number and would be handed in as this one. Let each paper keep its number.',
  },
}
const cameBack = {
  ...stands,
  sentence: {
    zh: '这个编号以前属于另一份材料，那份材料已取消：旧文件会当成这份材料提交。请换一个没有用过的编号。',
    en: 'This number was that of a paper no longer asked for: old files would be handed in as this one. Take a number that was never used.',
  },
}
const renamed = {
  ...stands,
  rule: 'paper-renamed',
  severity: 'warning',
  sentence: {
    zh: '材料改了名称，编号没变：申请人已传的文件会算作这份材料。如果其实是另一份材料，请换新编号。',
    en: 'A paper has another name under its old number: what applicants have uploaded counts as this paper. If it is another paper, give it a new number.',
  },
} as const

/** What is wrong with the number of one paper; undefined when it was never used, or stands for the paper it stood for. */
function wrongNumber(no: number, name: string, earlier: readonly NumberedPaper[]): Omit<Finding, 'places'> | undefined {
  const own = earlier.filter((one) => one.no === no)
  const last = own.toSorted((a, b) => b.revision - a.revision)[0]
  if (last === undefined || last.name.trim() === name.trim()) return undefined
  if (earlier.some((one) => one.no !== no && one.name.trim() === name.trim())) return knownElsewhere
  const newest = Math.max(...earlier.map((one) => one.revision))
  return last.revision < newest ? cameBack : renamed
}

/**
 * The papers whose number stood for another paper in what was published before (`earlier`, of every revision). A new name in
 * place is told, since only people can say whether it is the same paper.
 */
export function checkPaperNumbers({ materials }: EntryContent, earlier: readonly NumberedPaper[]): Finding[] {
  const found = materials.flatMap(({ no, name }, at) => {
    const wrong = wrongNumber(no, name.zh, earlier)
    if (wrong === undefined) return []
    return [{ wrong, place: `materials/${at}/${wrong.severity === 'error' ? 'no' : 'name'}` }]
  })
  return [...Map.groupBy(found, (one) => one.wrong)].map(([wrong, all]) => ({
    ...wrong,
    places: all.map((one) => one.place),
  }))
}
