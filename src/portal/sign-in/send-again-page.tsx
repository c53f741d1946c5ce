import { renderPage } from '../layout/layout.tsx'
import { Csrf, Mixed } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/** What stood in a form that could not be taken: its fields, and the names of files, which a page cannot carry on. */
export type Typed = {
  fields: readonly (readonly [name: string, value: string])[]
  files: readonly { field: string; name: string }[]
  /** More than is carried on: nothing was kept. */
  tooLong: boolean
}

type Data = { action: string; typed: Typed; back: string | null }

/** What happened, how to sign in without leaving this page, and the same form again with everything that was typed. */
export function sendAgainPage(view: View, { action, typed, back }: Data): string {
  const { w, session } = view
  const isSignedIn = session !== undefined
  const title = isSignedIn
    ? w('页面已过期，请再提交一次', 'The page has expired: submit once more')
    : w('请先登录，再提交一次', 'Sign in, then submit once more')
  return renderPage(view, {
    title,
    narrow: true,
    children: (
      <>
        <h1>{title}</h1>
        <p>
          {isSignedIn
            ? w(
                '您打开那一页以后重新登录过，所以刚才的提交没有执行。',
                'You have signed in again since you opened that page, so what you submitted was not carried out.',
              )
            : w(
                '太久没有操作，登录已经过期，所以刚才的提交没有执行。',
                'Nothing was done for a while and your session ended, so what you submitted was not carried out.',
              )}
          <Kept view={view} typed={typed} />
        </p>
        {isSignedIn ? <Who view={view} /> : <SignIn view={view} />}
        {typed.tooLong ? null : <Again view={view} action={action} typed={typed} back={back} />}
      </>
    ),
  })
}

function Kept({ view: { w }, typed }: { view: View; typed: Typed }) {
  if (typed.tooLong) {
    return w(
      '内容太多，这一页带不过来。请用浏览器的“后退”回到原来的页面，复制后再提交。',
      ' It is too much for this page to carry. Use the browser’s Back, copy it there and submit again.',
    )
  }
  return typed.files.length > 0
    ? w(
        '您填的内容都在这一页里；文件带不过来，请重新选择。',
        ' What you typed is kept on this page; files cannot be kept: choose them again.',
      )
    : w('您填的内容都在这一页里，没有丢。', ' What you entered is kept on this page.')
}

/** Whoever sits here now may not be the one who typed: a hall's computers are shared. */
function Who({ view }: { view: View }) {
  const { w, session } = view
  if (session === undefined) return null
  const { account, mandate } = session
  return (
    <p>
      <Mixed
        view={view}
        text={
          mandate === null
            ? w(
                `现在登录的是“${account.name}”，会以这个名义提交。如果不是您，请先登录自己的账户。`,
                `Signed in is “${account.name}”, in whose name it is submitted. If that is not you, sign in as yourself first.`,
              )
            : w(
                `现在登录的是“${account.name}”，正在替“${mandate.principalName}”办事，会以这个名义提交。`,
                `Signed in is “${account.name}”, acting for “${mandate.principalName}”, in whose name it is submitted.`,
              )
        }
      />
    </p>
  )
}

const SignIn = ({ view: { w } }: { view: View }) => (
  <>
    <ol>
      <li>{w('按“登录”，在新窗口里登录。', 'Press “Sign in” and sign in in the new window.')}</li>
      <li>{w('回到这一页，按“再次提交”。', 'Come back to this page and press “Submit again”.')}</li>
    </ol>
    <p className="actions">
      <a className="button" href="/sign-in?return=%2Fsigned-in" target="_blank" rel="noopener">
        {w('登录', 'Sign in')}
        <span className="sr">{w('（在新窗口打开）', ' (opens a new window)')}</span>
      </a>
    </p>
  </>
)

function Again({ view, action, typed, back }: { view: View } & Data) {
  const { w, session } = view
  const fileFields = [...new Set(typed.files.map((one) => one.field))]
  return (
    <form method="post" action={action} encType={fileFields.length > 0 ? 'multipart/form-data' : undefined}>
      <Csrf view={view} />
      {typed.fields.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values of one name have no identity but their place
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      {fileFields.map((field) => (
        <div className="field" key={field}>
          <label htmlFor={`file-${field}`}>
            {w('重新选择文件', 'Choose the files again')}
            <span className="hint">
              <Mixed
                view={view}
                text={typed.files
                  .filter((one) => one.field === field)
                  .map((one) => one.name)
                  .join(w('、', ', '))}
              />
            </span>
          </label>
          <input id={`file-${field}`} name={field} type="file" multiple />
        </div>
      ))}
      <p className="actions">
        <button type="submit" className={session === undefined ? 'second' : undefined}>
          {w('再次提交', 'Submit again')}
        </button>
        {session === undefined || back === null ? null : (
          <a className="button second" href={back}>
            {w('不提交，回到原来的页面', 'Do not submit, go back')}
          </a>
        )}
      </p>
    </form>
  )
}
