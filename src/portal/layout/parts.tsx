import type { ReactNode } from 'react'
import type { Flaw } from '#base'
import { englishQuotes } from '#management'
import type { View } from './view.ts'

/** The hidden token that every form of a signed-in person carries. */
export const Csrf = ({ view }: { view: View }) =>
  view.session ? <input type="hidden" name="_csrf" value={view.session.csrf} /> : null

const han =
  /([\p{Script=Han}\u3000-\u303f\uff00-\uffef][^A-Za-z]*[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|\p{Script=Han})/u

/**
 * Text that holds what exists in Chinese alone: a person's name, an address, an article, an officer's own words. An English
 * page marks each such stretch as Chinese, so that it is read out, hyphenated and set as Chinese (WCAG 3.1.2).
 */
export function Mixed({ view, text }: { view: View; text: string }): ReactNode {
  if (view.locale === 'zh') return text
  return englishQuotes(view.city, text)
    .split(han)
    .map((part, index) =>
      han.test(part) ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text have no identity but their place
        <span key={index} lang="zh-CN">
          {part}
        </span>
      ) : (
        part
      ),
    )
}

/** A field's address on the page, from its JSON pointer. */
export const anchorOf = (pointer: string): string => pointer.replace(/^\//, '').replaceAll('/', '-') || 'main'

/** The list of what is wrong, on top, each a link to its place. */
export function ErrorSummary({ view, flaws, title }: { view: View; flaws: readonly Flaw[]; title?: string }) {
  if (flaws.length === 0) return null
  return (
    <div className="summary" role="alert" aria-labelledby="summary-title" tabIndex={-1}>
      <h2 id="summary-title">
        {title ??
          view.w(`有 ${flaws.length} 处需要修改`, `${flaws.length} thing${flaws.length === 1 ? '' : 's'} to correct`)}
      </h2>
      <ul>
        {flaws.map((flaw) => (
          <li key={flaw.pointer}>
            <a href={`#${anchorOf(flaw.pointer)}`}>
              <Mixed view={view} text={view.t(flaw.sentence)} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is wrong with one field, said above it. */
export function FlawOf({ view, flaws, pointer }: { view: View; flaws: readonly Flaw[]; pointer: string }) {
  const flaw = flaws.find((one) => one.pointer === pointer)
  return flaw === undefined ? null : (
    <span className="error" id={`${anchorOf(pointer)}-error`}>
      <Mixed view={view} text={view.t(flaw.sentence)} />
    </span>
  )
}

/** The discreet mark of what nobody has checked against the city's own list yet. */
export const SampleMark = ({ view, confirmed }: { view: View; confirmed: boolean }) =>
  confirmed ? null : (
    <span
      className="tag grey"
      title={view.w(
        '演示数据，尚未与本机关公布的清单核对',
        'Demonstration data, not yet checked against the authority’s own list',
      )}
    >
      {view.w('示例数据', 'sample data')}
    </span>
  )

/** The way back, first on the page. */
export const Crumb = ({ href, children }: { href: string; children: ReactNode }) => (
  <p className="crumbs">
    <a href={href}>← {children}</a>
  </p>
)

/** A code as people read it, in groups; what is copied has no gaps. */
export const Code = ({ code, shown, className = 'no' }: { code: string; shown?: string; className?: string }) => (
  <span className={className} data-copy={code}>
    {shown ?? code}
  </span>
)

/**
 * What cannot be undone is asked once, in words: the fold says what will happen and holds the button that does it. It opens
 * without scripts too.
 */
export const AskFirst = ({ name, of, children }: { name: string; of?: ReactNode; children: ReactNode }) => (
  <details className="ask-first">
    <summary>
      {name}
      {of === undefined ? null : <span className="sr"> {of}</span>}
    </summary>
    <div>{children}</div>
  </details>
)

/** A name, what it says, and the code behind it where it is one that people copy. */
export type FactRow = readonly [name: string, value: string, code?: string | undefined]

/** Names and what they say, one under the other: the elements of an item, what a verification found. */
export const FactTable = ({ view, rows }: { view: View; rows: readonly FactRow[] }) => (
  <table className="review">
    <tbody>
      {rows.map(([name, value, code]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>
            {code === undefined ? (
              <Mixed view={view} text={value} />
            ) : (
              <Code code={code} shown={value} className="code" />
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
