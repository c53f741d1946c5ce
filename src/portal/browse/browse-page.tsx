import type { ServiceItem, Subject, SubjectCounts } from '#management'
import { ItemRow } from '../home/home-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Crumb } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { SubjectFilter } from '../search/subject-filter.tsx'

type Group = { name: string; items: readonly ServiceItem[] }

/** A plain list under headings: the items of a theme, or of a department by theme. */
export function browsePage(
  view: View,
  input: {
    title: string
    intro: string
    back: { href: string; name: string }
    groups: readonly Group[]
    /** By whom the list may be cut. */
    cut?: { counts: SubjectCounts; chosen: Subject | undefined }
  },
): string {
  const many = input.groups.length > 1
  return renderPage(view, {
    title: input.title,
    children: (
      <>
        <Crumb href={input.back.href}>{input.back.name}</Crumb>
        <h1>{input.title}</h1>
        <p className="quiet">{input.intro}</p>
        {input.cut === undefined ? null : <SubjectFilter view={view} {...input.cut} />}
        {many ? <OnThisPage view={view} groups={input.groups} /> : null}
        {input.groups.map((group, index) => (
          <section key={group.name} aria-labelledby={`g${index}`}>
            <h2 id={`g${index}`} className={many ? undefined : 'sr'}>
              {group.name}{' '}
              <span className="quiet small">{view.w(`${group.items.length} 项`, String(group.items.length))}</span>
            </h2>
            <ul className="rows">
              {group.items.map((item) => (
                <ItemRow key={item.itemCode} view={view} item={item} />
              ))}
            </ul>
          </section>
        ))}
      </>
    ),
  })
}

const OnThisPage = ({ view, groups }: { view: View; groups: readonly Pick<Group, 'name'>[] }) => (
  <nav aria-label={view.w('本页目录', 'On this page')}>
    <ul className="links">
      {groups.map((group, index) => (
        <li key={group.name}>
          <a href={`#g${index}`}>{group.name}</a>
        </li>
      ))}
    </ul>
  </nav>
)

/** One way in: a list of names with how much is behind each. */
export function choicesPage(
  view: View,
  input: { title: string; intro: string; choices: readonly { href: string; name: string; count: number }[] },
): string {
  return renderPage(view, {
    title: input.title,
    children: (
      <>
        <Crumb href="/">{view.w('首页', 'Home')}</Crumb>
        <h1>{input.title}</h1>
        <p className="quiet">{input.intro}</p>
        <ul className="rows tasks counted">
          {input.choices.map((one) => (
            <li key={one.href}>
              <a href={one.href}>
                <span className="name">{one.name}</span>
                <span className="sub">
                  {view.w(`${one.count} 项`, `${one.count} item${one.count === 1 ? '' : 's'}`)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
