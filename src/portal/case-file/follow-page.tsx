import type { CaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { Seal } from './case-page.tsx'
import { Route } from './case-route.tsx'
import { stateSentence, stateTexts } from './case-words.tsx'
import { ClockCalendar } from './clock-calendar.tsx'

/** The same facts for somebody with number and check word: no names, no papers. */
export function followPage(
  view: View,
  input: { caseFile: CaseFile; item: ServiceItem } | null,
  typed: { caseNo: string; wrong: boolean },
): string {
  const { w } = view
  return renderPage(view, {
    title: w('凭编号查进度', 'Follow a case by number'),
    narrow: true,
    wrong: typed.wrong,
    children: (
      <>
        <h1>{w('凭编号查进度', 'Follow a case by number')}</h1>
        {input ? <Followed view={view} found={input} /> : null}
        <FollowForm view={view} typed={typed} />
      </>
    ),
  })
}

function Followed({ view, found }: { view: View; found: { caseFile: CaseFile; item: ServiceItem } }) {
  const { caseFile, item } = found
  return (
    <>
      <p className="state" role="status">
        {caseFile.state === 'granted' ? <Seal /> : null}
        {stateSentence(view, caseFile, item)}
      </p>
      <p>
        {view.t(item.content.name)} <span className="tag grey">{view.t(stateTexts[caseFile.state])}</span>
        <br />
        <span className="no">{groupCaseNo(caseFile.caseNo)}</span>
      </p>
      <ClockCalendar view={view} caseFile={caseFile} item={item} />
      <Route view={view} caseFile={caseFile} />
      <h2>{view.w('查另一个办件', 'Look up another case')}</h2>
    </>
  )
}

function FollowForm({ view, typed }: { view: View; typed: { caseNo: string; wrong: boolean } }) {
  const { w } = view
  return (
    <form method="post" action="/follow">
      <Csrf view={view} />
      {typed.wrong ? (
        <div className="summary" role="alert">
          <h2>{w('没有查到', 'Nothing found')}</h2>
          <p>
            {w(
              '编号和查询码对不上，请对照收件凭证核对。连续试错会暂停查询。',
              'Number and word do not match. Check them against the receipt.',
            )}
          </p>
        </div>
      ) : null}
      <div className="field">
        <label htmlFor="caseNo">{w('办件编号', 'Case number')}</label>
        <input
          id="caseNo"
          name="caseNo"
          type="text"
          inputMode="numeric"
          defaultValue={typed.caseNo}
          autoComplete="off"
        />
      </div>
      <div className="field">
        <label htmlFor="word">
          {w('查询码', 'Check word')}
          <span className="hint">{w('收件凭证上 8 位字母和数字', '8 letters and digits on the receipt')}</span>
        </label>
        <input
          id="word"
          name="word"
          type="text"
          className="short"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </div>
      <button type="submit">{w('查询', 'Look up')}</button>
    </form>
  )
}
