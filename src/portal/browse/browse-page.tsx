import type { ServiceItem } from '#management'
import { ItemRow } from '../home/home-page.tsx'
import { renderPage } from '../layout/layout.tsx'
import { Crumb } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'

/** A plain list under headings: themes of a group, or the items of a department. */
export function browsePage(
  view: View,
  input: { title: string; intro: string; groups: readonly { name: string; items: readonly ServiceItem[] }[] },
): string {
  const many = input.groups.length > 1
  return renderPage(view, {
    title: input.title,
    children: (
      <>
        <Crumb href="/">{view.w('首页', 'Home')}</Crumb>
        <h1>{input.title}</h1>
        <p className="quiet">{input.intro}</p>
        {many ? (
          <nav aria-label={view.w('本页目录', 'On this page')}>
            <p>
              {input.groups.map((group, index) => (
                <span key={group.name}>
                  {index > 0 ? ' · ' : ''}
                  <a href={`#g${index}`}>{group.name}</a>
                </span>
              ))}
            </p>
          </nav>
        ) : null}
        {input.groups.map((group, index) => (
          <section key={group.name} aria-labelledby={`g${index}`}>
            <h2 id={`g${index}`}>
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

export function departmentsPage(
  view: View,
  departments: readonly { kind: string; name: string; count: number }[],
): string {
  return renderPage(view, {
    title: view.w('按部门找', 'By department'),
    children: (
      <>
        <Crumb href="/">{view.w('首页', 'Home')}</Crumb>
        <h1>{view.w('按部门找', 'By department')}</h1>
        <ul className="rows tasks">
          {departments.map((one) => (
            <li key={one.kind}>
              <a href={`/browse/department?kind=${encodeURIComponent(one.kind)}`}>
                <span className="name">{one.name}</span>
                <span className="sub">{view.w(`${one.count} 项`, `${one.count} items`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
