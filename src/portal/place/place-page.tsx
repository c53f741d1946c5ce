import type { Division } from '#management'
import { renderPage } from '../layout/layout.tsx'
import { placeName, type View } from '../layout/view.ts'

/** Choosing where one is, level by level; every level can be chosen as it is. */
export function placePage(view: View, parent: Division, back: string): string {
  const { w } = view
  const children = view.city.divisions.listChildren(parent.code)
  const path = view.city.divisions.pathOf(parent.code)
  const link = (code: string) => `/place?parent=${code}&return=${encodeURIComponent(back)}`
  const choose = (code: string) => `/place/set?code=${code}&return=${encodeURIComponent(back)}`
  return renderPage(view, {
    title: w('选择地方', 'Choose your place'),
    children: (
      <>
        <h1>{w('您在哪里办？', 'Where are you?')}</h1>
        <p className="quiet">
          {w(
            '选到乡镇或村，就能看到离您最近的办理机关。',
            'Down to township or village you see the nearest authority.',
          )}
        </p>
        <p className="crumbs">
          {path.map((division, index) => (
            <span key={division.code}>
              {index > 0 ? ' › ' : ''}
              {division.code === parent.code ? (
                <b>{placeName(view, division)}</b>
              ) : (
                <a href={link(division.code)}>{placeName(view, division)}</a>
              )}
            </span>
          ))}
        </p>
        <p>
          <a className="button second" href={choose(parent.code)}>
            {w(`就选${placeName(view, parent)}`, `Choose ${placeName(view, parent)}`)}
          </a>
        </p>
        <ul className="rows tasks">
          {children.map((division) => (
            <li key={division.code}>
              <a href={division.level === 'village' ? choose(division.code) : link(division.code)}>
                <span className="name">{placeName(view, division)}</span>
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
