import type { MergedBundle } from '#management'
import { renderPage } from '../layout/layout.tsx'
import { Crumb } from '../layout/parts.tsx'
import type { View } from '../layout/view.ts'
import { BundleRow } from './bundle-parts.tsx'

/** 一件事一次办: what people meet as one matter, for persons and for firms. */
export function bundleListPage(view: View, bundles: readonly MergedBundle[]): string {
  const { w } = view
  const isForPersons = (one: MergedBundle): boolean => one.bundle.subjects.includes('natural')
  const groups = [
    { id: 'person', name: w('个人的事', 'For persons'), list: bundles.filter(isForPersons) },
    { id: 'firm', name: w('企业的事', 'For firms'), list: bundles.filter((one) => !isForPersons(one)) },
  ]
  return renderPage(view, {
    title: w('一件事一次办', 'Several things at once'),
    children: (
      <>
        <Crumb href="/">{w('首页', 'Home')}</Crumb>
        <h1>{w('一件事一次办', 'Several things at once')}</h1>
        <p>
          {w(
            '把要跑几个部门的事合成一件：填一次表，交一次材料，各部门分别办，办好一项给一项。',
            'What used to take several offices is one matter here: one form, each paper once; every office handles its part, and you get each result as soon as it is ready.',
          )}
        </p>
        {groups.map(({ id, name, list }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>
              {name} <span className="quiet small">{w(`${list.length} 件`, String(list.length))}</span>
            </h2>
            <ul className="rows">
              {list.map((one) => (
                <BundleRow key={one.bundle.id} view={view} merged={one} />
              ))}
            </ul>
          </section>
        ))}
      </>
    ),
  })
}
