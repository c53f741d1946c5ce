import { Hono } from 'hono'
import type { SessionEnv } from '#identity'
import { countSubjects, findNearestOffice, matchBundle, type ServiceItem, type Subject } from '#management'
import { nameFor, placeName, type View } from '../layout/view.ts'
import { notFoundPage, type PortalDeps, viewOf } from '../portal-context.ts'
import { searchPage } from '../search/search-page.tsx'
import { cutsBySubject, readSubject } from '../search/subject-filter.tsx'
import { browsePage, choicesPage } from './browse-page.tsx'

type Axis = 'person' | 'firm' | 'village'

const titles = {
  person: { zh: '个人办事', en: 'For persons' },
  firm: { zh: '企业办事', en: 'For firms' },
  village: { zh: '村里就能办', en: 'In the village' },
} as const

/** Finding: by words, by who one is, by department. */
export function browseRoutes(deps: PortalDeps): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()
  app.get('/search', (c) => c.html(search(deps, viewOf(deps, c), c.req.query())))
  app.get('/browse/departments', (c) => {
    const view = viewOf(deps, c)
    const counts = Map.groupBy([...view.city.entries.values()], (entry) => entry.published.content.department)
    return c.html(
      choicesPage(view, {
        title: view.w('按部门找', 'By department'),
        intro: view.w(`共 ${counts.size} 个部门`, `${counts.size} departments`),
        choices: [...counts]
          .map(([kind, entries]) => ({
            href: `/browse/department?kind=${encodeURIComponent(kind)}`,
            name: nameFor(view, kind),
            count: entries.length,
          }))
          .toSorted((a, b) => b.count - a.count),
      }),
    )
  })
  app.get('/browse/department', (c) => {
    const view = viewOf(deps, c)
    const page = departmentPage(view, c.req.query())
    return page === null ? c.html(notFoundPage(view), 404) : c.html(page)
  })
  app.get('/browse/:axis{person|firm|village}', (c) => {
    const view = viewOf(deps, c)
    const axis = c.req.param('axis') as Axis
    const page = axisPage(view, axis, c.req.query())
    return page === null ? c.html(notFoundPage(view), 404) : c.html(page)
  })
  return app
}

/** What fits the question where the reader is, with the one matter that holds several of these items on top. */
function search(deps: PortalDeps, view: View, asked: { q?: string; more?: string; subject?: string }): string {
  const q = (asked.q ?? '').slice(0, 200)
  const shown = asked.more === '1' ? 50 : 8
  const find = (among: Subject | undefined) =>
    deps.search().search(q, { limit: shown, ...(among === undefined ? {} : { among }) })
  const wanted = readSubject(asked.subject)
  const cut = find(wanted)
  // A choice that cuts nothing here is not offered, and so not kept either.
  const subject = cutsBySubject(cut.counts) ? wanted : undefined
  const { hits, total, counts, sure, suggestions } = subject === wanted ? cut : find(undefined)
  const items = hits.flatMap((hit) => {
    const resolved = view.city.findItemFor(hit.entryId, view.place.code)
    return resolved ? [{ item: resolved.item, matched: hit.matched }] : []
  })
  const bundle = matchBundle([...view.city.bundles.values()], q)
  const office = items.length > 0 ? undefined : findNearestOffice(view.place.code, view.city, deps.askAt)
  return searchPage(view, { q, items, total, counts, subject, sure, suggestions, shown, bundle, office })
}

/** What a department does, by theme. */
function departmentPage(view: View, { kind = '', subject }: { kind?: string; subject?: string }): string | null {
  const all = itemsFor(view, (item) => item.content.department === kind)
  const { items, ...cut } = cutBySubject(all, subject)
  if (items.length === 0) return null
  return browsePage(view, {
    title: nameFor(view, kind),
    intro: introOf(view, items.length),
    cut,
    back: { href: '/browse/departments', name: view.w('按部门找', 'By department') },
    groups: byTheme(items).map(([theme, list]) => ({ name: nameFor(view, theme), items: list })),
  })
}

/** The themes of an axis, or the items of one theme; few items are shown at once. */
function axisPage(view: View, axis: Axis, { theme, subject }: { theme?: string; subject?: string }): string | null {
  const items = itemsFor(view, ({ content }) =>
    axis === 'village'
      ? content.levels.includes('village')
      : content.subjects.includes(axis === 'person' ? 'natural' : 'legal'),
  )
  const themes = byTheme(items)
  const title = view.t(titles[axis])
  if (theme !== undefined) {
    const whole = themes.find(([name]) => name === theme)?.[1]
    if (whole === undefined) return null
    // 个人 and 企业 are what the other two ways were chosen by.
    const { items: list, ...cut } = cutBySubject(whole, axis === 'village' ? subject : undefined)
    return browsePage(view, {
      title: nameFor(view, theme),
      intro: introOf(view, list.length),
      ...(axis === 'village' ? { cut } : {}),
      back: { href: `/browse/${axis}`, name: title },
      groups: [{ name: nameFor(view, theme), items: list }],
    })
  }
  return choicesPage(view, {
    title,
    intro: introOf(view, items.length),
    choices: themes.map(([name, list]) => ({
      href: `/browse/${axis}?theme=${encodeURIComponent(name)}`,
      name: nameFor(view, name),
      count: list.length,
    })),
  })
}

/** The items for whom was chosen, where choosing cuts anything; all otherwise. */
function cutBySubject(all: readonly ServiceItem[], asked: string | undefined) {
  const counts = countSubjects(all.map(({ content }) => content))
  const chosen = cutsBySubject(counts) ? readSubject(asked) : undefined
  const items = chosen === undefined ? all : all.filter(({ content }) => content.subjects.includes(chosen))
  return { items, counts, chosen }
}

const introOf = (view: View, count: number): string =>
  view.w(
    `共 ${count} 项，按“${placeName(view, view.place)}”显示。`,
    `${count} item${count === 1 ? '' : 's'}, shown for ${placeName(view, view.place)}.`,
  )

const itemsFor = (view: View, fits: (item: ServiceItem) => boolean): ServiceItem[] =>
  [...view.city.entries.keys()].flatMap((entryId) => {
    const found = view.city.findItemFor(entryId, view.place.code)
    return found && fits(found.item) ? [found.item] : []
  })

const byTheme = (items: readonly ServiceItem[]): [string, ServiceItem[]][] =>
  [...Map.groupBy(items, (item) => item.content.theme)].toSorted(([, a], [, b]) => b.length - a.length)
