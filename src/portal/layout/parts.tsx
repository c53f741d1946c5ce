import type { ReactNode } from 'react'
import type { Flaw } from '#base'
import type { View } from './view.ts'

/** The hidden token that every form of a signed-in person carries. */
export const Csrf = ({ view }: { view: View }) =>
  view.session ? <input type="hidden" name="_csrf" value={view.session.csrf} /> : null

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
            <a href={`#${anchorOf(flaw.pointer)}`}>{view.t(flaw.sentence)}</a>
          </li>
        ))}
      </ul>
    </div>
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

/** 410802 01 20260316 00042, easy to read out and to copy. */
export const Crumb = ({ href, children }: { href: string; children: ReactNode }) => (
  <p className="crumbs">
    <a href={href}>← {children}</a>
  </p>
)
