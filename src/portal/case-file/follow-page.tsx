import type { CaseFile } from '#handling'
import type { ServiceItem } from '#management'
import { groupCaseNo } from '#standards'
import { renderPage } from '../layout/layout.tsx'
import { Code, Csrf } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { Seal } from './case-page.tsx'
import { Route } from './case-route.tsx'
import { stateSentence, stateText } from './case-words.tsx'
import { ClockCalendar } from './clock-calendar.tsx'

/** What was entered, and what is wrong with it: no match, or the minutes to wait after too many wrong words. */
type TypedFollow = { caseNo: string; word?: string; wrong: null | 'no-match' | number }

/** The same facts for somebody with number and check word: no names, no papers. */
export function followPage(
  view: View,
  input: { caseFile: CaseFile; item: ServiceItem } | null,
  typed: TypedFollow,
): string {
  const { w } = view
  return renderPage(view, {
    title: w('凭编号查进度', 'Follow a case by number'),
    narrow: true,
    wrong: typed.wrong !== null,
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
        {stateSentence(view, caseFile, item, 'signed-in')}
      </p>
      <p>
        {view.t(item.content.name)} <span className="tag grey">{view.t(stateText(caseFile))}</span>
        <br />
        <Code code={caseFile.caseNo} shown={groupCaseNo(caseFile.caseNo)} />
      </p>
      <ClockCalendar view={view} caseFile={caseFile} item={item} />
      <Route view={view} caseFile={caseFile} />
      <h2>{view.w('查另一个办件', 'Look up another case')}</h2>
    </>
  )
}

const Wrong = ({ view, wrong }: { view: View; wrong: 'no-match' | number }) => (
  <div className="summary" role="alert">
    <h2>{wrong === 'no-match' ? view.w('没有查到', 'Nothing found') : view.w('还没有查', 'Not looked up')}</h2>
    <p>
      {wrong === 'no-match'
        ? view.w(
            '编号和查询码对不上，请对照收件凭证核对。连续试错十次会停一小时。',
            'Number and word do not match. Check them against the receipt. After ten wrong words you wait an hour.',
          )
        : view.w(
            `试错太多，请 ${wrong} 分钟后再查；登录后在“我的”里随时可查。`,
            `Too many wrong words: try again in ${wrong} minute${wrong === 1 ? '' : 's'}. Signed in you see your cases at any time.`,
          )}
    </p>
  </div>
)

function FollowForm({ view, typed }: { view: View; typed: TypedFollow }) {
  const { w } = view
  return (
    <form method="post" action="/follow">
      <Csrf view={view} />
      {typed.wrong === null ? null : <Wrong view={view} wrong={typed.wrong} />}
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
          defaultValue={typed.word ?? ''}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </div>
      <button type="submit">{w('查询', 'Look up')}</button>
    </form>
  )
}
