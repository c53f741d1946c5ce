import { AskFirst, Csrf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { ActAs } from './act-as.tsx'
import { renderMine } from './mine-page.tsx'

/** A draft or a case in whose principal's name its reader does not act now: with the mandate that opens it, if that still holds. */
export type OthersPaper = {
  of: 'draft' | 'case'
  path: string
  mandate: { mandateId: string; principalName: string } | null
  /** It was begun under a mandate that was taken back or has ended. */
  lapsed: boolean
  /** What was typed on its page just now was saved. */
  kept?: boolean
}

/** What is sent, read or done must be its principal's: change over first, or leave it. */
export function otherPrincipalPage(view: View, paper: OthersPaper): string {
  const { w } = view
  const whose = paper.mandate?.principalName
  const title = paper.lapsed
    ? w('这份草稿不能再用了', 'This draft can no longer be used')
    : w('先换一下身份', 'Change for whom you act')
  return renderMine(
    view,
    title,
    <>
      <p>
        <Mixed view={view} text={textOf(view, paper)} />
      </p>
      {paper.kept ? <p>{w('您刚才填的已经存下。', 'What you just typed has been saved.')}</p> : null}
      {paper.lapsed ? (
        <Discard view={view} path={paper.path} />
      ) : (
        <ActAs
          view={view}
          id={paper.mandate?.mandateId ?? ''}
          text={
            whose === undefined ? w('回到为自己办', 'Act for myself again') : w(`替${whose}办事`, `Act for ${whose}`)
          }
          back={paper.path}
        />
      )}
    </>,
  )
}

const Discard = ({ view, path }: { view: View; path: string }) => (
  <AskFirst name={view.w('删除这份草稿', 'Delete this draft')}>
    <p>
      {view.w(
        '填好的内容和上传的文件会一起删除，找不回来。',
        'What was filled in and the files given will be deleted and cannot be brought back.',
      )}
    </p>
    <form method="post" action={`${path}/discard`}>
      <Csrf view={view} />
      <button type="submit" className="grave">
        {view.w('删除草稿', 'Delete the draft')}
      </button>
    </form>
  </AskFirst>
)

function textOf({ w }: View, paper: OthersPaper): string {
  const whose = paper.mandate?.principalName
  if (paper.lapsed) {
    return w(
      '这份草稿是替别人填的，那份委托已经收回或到期，不能再填、再提交。',
      'This draft was begun for somebody else, and that mandate was taken back or has ended: it can no longer be filled in or sent.',
    )
  }
  if (paper.of === 'case')
    return w(
      `这是“${whose}”的办件。要看或者接着办，请先换成替“${whose}”办事。`,
      `This is a case of “${whose}”. To read it or go on with it, act for “${whose}”.`,
    )
  return whose === undefined
    ? w(
        '这份草稿是为您自己填的，您现在正在替别人办事。要接着填，请先回到为自己办。',
        'This draft is your own, and you act for somebody else now. To go on, act for yourself again.',
      )
    : w(
        `这份草稿是替“${whose}”填的。要接着填，请先换成替“${whose}”办事。`,
        `This draft was begun for “${whose}”. To go on, act for “${whose}”.`,
      )
}
