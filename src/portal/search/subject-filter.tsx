import type { Subject, SubjectCounts } from '#management'
import type { View } from '../layout/view.ts'

export const readSubject = (text: string | undefined): Subject | undefined =>
  text === 'natural' || text === 'legal' ? text : undefined

/** Whether choosing between them shows less than all: both kinds are there, and not everything is for both. */
export const cutsBySubject = ({ all, natural, legal }: SubjectCounts): boolean =>
  natural > 0 && legal > 0 && (natural < all || legal < all)

type Props = { view: View; counts: SubjectCounts; chosen: Subject | undefined }

/** 全部 · 个人 · 企业, each with how many it shows: links to this page with the choice in the address. */
export function SubjectFilter({ view, counts, chosen }: Props) {
  const { w } = view
  if (!cutsBySubject(counts)) return null
  const choices = [
    [undefined, w('全部', 'All'), counts.all],
    ['natural', w('个人', 'Persons'), counts.natural],
    ['legal', w('企业', 'Firms'), counts.legal],
  ] as const
  return (
    <nav aria-label={w('按谁来办筛选', 'Filter by who applies')}>
      <ul className="cuts">
        {choices.map(([subject, name, count]) => (
          <li key={name}>
            <a href={withSubject(view.path, subject)} aria-current={subject === chosen ? 'true' : undefined}>
              {name}{' '}
              <span>
                {count}
                <span className="sr">{w('项', ' items')}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The address of this list cut so; from its beginning. */
function withSubject(path: string, subject: Subject | undefined): string {
  const [page = '/', query] = path.split('?')
  const params = new URLSearchParams(query)
  params.delete('more')
  params.delete('subject')
  if (subject !== undefined) params.set('subject', subject)
  return `${page}?${params}`
}
