import type { Flaw } from '#base'
import type { Notification } from '#engagement'
import { type BundleFile, type BundleMemberFile, type CaseFile, waitsFor } from '#handling'
import type { ServiceItem } from '#management'
import { Seal } from '../case-file/case-page.tsx'
import { stateSentence, stateText } from '../case-file/case-words.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Code, Csrf, ErrorSummary, Mixed } from '../layout/parts.tsx'
import { formatTime, type View } from '../layout/view.ts'
import { Back } from '../me/mine-page.tsx'
import { bundleSentence, caseTones, groupBundleNo } from './bundle-words.ts'

export type MyBundle = {
  file: BundleFile
  /** The open and ended cases with their items, by entry. */
  cases: ReadonlyMap<string, { caseFile: CaseFile; item: ServiceItem }>
  /** Where an item that was not opened can be applied for by itself. */
  guideOf: (entryId: string) => string | undefined
  notifications: readonly Notification[]
  justSubmitted: boolean
  flaws: readonly Flaw[]
}

/** 我的一件事: the whole in a sentence, then each item with where it stands, when it is due and what it waits for. */
export function myBundlePage(view: View, data: MyBundle): string {
  const { file } = data
  const { w, t } = view
  const isDone = file.state === 'closed' && file.members.every((one) => isGranted(one))
  return renderPage(view, {
    title: `${t(file.name)} ${groupBundleNo(file.bundleNo)}`,
    wrong: data.flaws.length > 0,
    children: (
      <>
        <Back view={view} />
        <ErrorSummary view={view} flaws={data.flaws} />
        {data.justSubmitted ? <Submitted view={view} file={file} /> : null}
        <h1>{t(file.name)}</h1>
        <p className="state" role="status">
          {isDone ? <Seal /> : null}
          {bundleSentence(view, file)}
        </p>
        <p>
          <span className="quiet">{w('一件事编号 ', 'Number ')}</span>
          <Code code={file.bundleNo} shown={groupBundleNo(file.bundleNo)} />
        </p>
        <div className="pair">
          <div>
            <Members view={view} data={data} />
            <Withdraw view={view} file={file} />
          </div>
          <Messages view={view} data={data} />
        </div>
      </>
    ),
  })
}

const isGranted = (member: BundleMemberFile): boolean =>
  member.state.type === 'concluded' && member.state.outcome === 'granted'

const Submitted = ({ view, file }: { view: View; file: BundleFile }) => (
  <div className="note ok" role="status">
    <p>
      <b>{view.w('一次提交，都收到了。', 'All of it has been received.')}</b>
    </p>
    <p>
      {view.w(
        `共 ${file.members.length} 项，每项一个办件编号，各部门分别办，办好一项给一项。每一步都会通知您。`,
        `${file.members.length} items, each with a case number of its own. Every office handles its part; you get each result when it is ready and hear of each step.`,
      )}
    </p>
  </div>
)

type Props = { view: View; data: MyBundle }

function Members({ view, data }: Props) {
  const { w } = view
  const { file } = data
  return (
    <section aria-labelledby="items">
      <h2 id="items">{w('每一项办到哪了', 'Where each item stands')}</h2>
      <ul className="rows">
        {file.members.map((member) => (
          <li className="plain" key={member.entryId}>
            <Member view={view} data={data} member={member} />
          </li>
        ))}
      </ul>
      {file.notNeeded.length === 0 ? null : (
        <p className="quiet small">
          {w(
            `按您的回答没有办的：${file.notNeeded.map((one) => one.itemName.zh).join('、')}。`,
            `Not needed by your answers: ${file.notNeeded.map((one) => one.itemName.en).join(', ')}.`,
          )}
        </p>
      )}
    </section>
  )
}

function Member({ view, data, member }: Props & { member: BundleMemberFile }) {
  const { w, t } = view
  const opened = data.cases.get(member.entryId)
  const name = t(member.itemName)
  if (opened !== undefined) return <Opened view={view} name={name} opened={opened} />
  if (member.state.type === 'skipped') return <Skipped view={view} data={data} member={member} />
  if (member.state.type === 'waiting' && member.state.held !== undefined)
    return (
      <>
        <b>{name}</b> <span className="tag amber">{w('晚些开始', 'begins later')}</span>
        <span className="sub">
          {w(
            '这一项的办理流程暂时不能使用，管理员已能看到。恢复后自动开始，您不用再做什么。',
            'Its procedure cannot be used for now; administrators see it. It begins by itself once that is mended, and there is nothing you need do.',
          )}
        </span>
      </>
    )
  const givers = waitsFor(data.file, member).map((one) => one.itemName)
  return (
    <>
      <b>{name}</b> <span className="tag grey">{w('在等前一项', 'waits for another')}</span>
      <span className="sub">
        {givers.length === 0
          ? w('马上开始。', 'About to begin.')
          : w(
              `等待“${givers.map((one) => one.zh).join('”“')}”办结；办结后自动开始，结果直接用作材料。`,
              `Waiting for ${givers.map((one) => `“${one.en}”`).join(', ')}; it begins by itself, with the result as a paper.`,
            )}
      </span>
    </>
  )
}

function Opened({
  view,
  name,
  opened,
}: {
  view: View
  name: string
  opened: { caseFile: CaseFile; item: ServiceItem }
}) {
  const { caseFile, item } = opened
  const { w, t } = view
  const address = `/cases/${caseFile.caseNo}`
  return (
    <>
      <b>
        <a className="tap" href={address}>
          {name}
        </a>
      </b>{' '}
      <span className={`tag ${caseTones[caseFile.state]}`}>{t(stateText(caseFile))}</span>
      <span className="sub">{stateSentence(view, caseFile, item, 'own-page')}</span>
      {caseFile.result ? (
        <a className="tap" href={`${address}/result.pdf`}>
          {w(`下载${item.content.result.name.zh}`, `Download: ${item.content.result.name.en}`)}
        </a>
      ) : null}
    </>
  )
}

function Skipped({ view, data, member }: Props & { member: BundleMemberFile }) {
  const { w, t } = view
  const { state } = member
  if (state.type !== 'skipped') return null
  const giver = data.file.members.find((one) => one.entryId === state.of)?.itemName
  const guide = data.guideOf(member.entryId)
  return (
    <>
      <b>{t(member.itemName)}</b> <span className="tag amber">{w('没有开始', 'not begun')}</span>
      <span className="sub">
        {state.why === 'withdrawn'
          ? w('您已撤回，没有开始办。', 'You withdrew; it was not begun.')
          : state.why === 'not-accepted'
            ? w(
                '办理要求在您提交后有变化，请单独申请。',
                'What it asks for has changed since; please apply for it by itself.',
              )
            : w(
                `“${giver?.zh ?? ''}”没有办成，这一项要用它的结果，所以没有开始。“${giver?.zh ?? ''}”办成后可以单独申请。`,
                `“${giver?.en ?? ''}” was not granted and this needs its result, so it was not begun. You can apply for it by itself afterwards.`,
              )}
      </span>
      {guide === undefined || state.why === 'withdrawn' ? null : (
        <a className="tap" href={guide}>
          {w(`单独办“${member.itemName.zh}”`, `“${member.itemName.en}” by itself`)}
        </a>
      )}
    </>
  )
}

function Messages({ view, data }: Props) {
  const { w, t } = view
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{w('给您的消息', 'Messages')}</h2>
      {data.notifications.length === 0 ? (
        <p className="quiet">
          {w(
            '还没有消息。有一项开始、办结或办不成，这里会有一条。',
            'No messages yet. Whenever an item begins, ends or fails it is told here.',
          )}
        </p>
      ) : null}
      <ul className="rows">
        {data.notifications.map((one) => (
          <li className="plain" key={one.seq}>
            <b>{t(one.subject)}</b>
            <span className="sub">
              <Mixed view={view} text={t(one.body)} />
            </span>
            <span className="sub small">{formatTime(view, one.toldAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Asked once, in words. One item alone is withdrawn on its own page. */
function Withdraw({ view, file }: { view: View; file: BundleFile }) {
  const { w } = view
  if (!file.members.some((one) => one.state.type === 'open' || one.state.type === 'waiting')) return null
  return (
    <details>
      <summary>{w('全部撤回', 'Withdraw all of it')}</summary>
      <form method="post" action={`/me/bundles/${file.bundleNo}/withdraw`} data-once>
        <Csrf view={view} />
        <div className="field">
          <label htmlFor="withdraw-reason">
            {w('原因', 'Reason')}
            <span className="optional">{w('（可不填）', ' (optional)')}</span>
            <span className="hint" id="withdraw-hint">
              {w(
                '正在办的都撤回，在等的不再开始；已经办结的不受影响。只撤一项，请打开那一项。',
                'What is being handled is withdrawn and what waits will not begin; what was decided stands. To withdraw one item, open it.',
              )}
            </span>
          </label>
          <input id="withdraw-reason" name="reason" type="text" maxLength={200} aria-describedby="withdraw-hint" />
        </div>
        <button type="submit" className="grave">
          {w('全部撤回', 'Withdraw all of it')}
        </button>
      </form>
    </details>
  )
}
