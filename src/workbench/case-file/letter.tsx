import type { ReactNode } from 'react'
import type { CaseView } from '../api-contract.ts'
import { useOfficer } from '../layout/session.tsx'
import { t, w } from '../text.ts'
import { fullDayWords, groupCaseNo } from '../words.ts'

/** The letter as the applicant will read it: letterhead as text, the facts, the body, the remedy, the signature. */
export function Letter({
  caseFile,
  title,
  rows = [],
  children,
}: {
  caseFile: CaseView
  title: string
  rows?: [string, string][]
  children: ReactNode
}) {
  const { today } = useOfficer()
  const facts: [string, string][] = [
    [w('申请人', 'Applicant'), caseFile.applicant.name],
    [w('申请事项', 'Item'), t(caseFile.item.name)],
    [w('办件编号', 'Case number'), groupCaseNo(caseFile.caseNo)],
    ...rows,
  ]
  return (
    <section className="letter" aria-label={w('文书预览', 'Preview of the letter')}>
      <p className="letterhead" lang="zh-CN">
        {caseFile.authority.name}
      </p>
      <h2>{title}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="letter-body">{children}</div>
      <p className="letter-sign">
        <span lang="zh-CN">{caseFile.authority.name}</span>
        <br />
        {fullDayWords(today)}
      </p>
    </section>
  )
}

/** A place in a letter that is still to be written. */
export const Blank = ({ children, words }: { children: string; words: string }) =>
  children.trim() === '' ? <span className="blank">{words}</span> : children
