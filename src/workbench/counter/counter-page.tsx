import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import { api, orRefuse, problemOf } from '../api-client.ts'
import type { FoundItem } from '../api-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { useOfficer } from '../layout/session.tsx'
import { go, Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { locale, w } from '../text.ts'
import { EntryForm } from './entry-form.tsx'

type CounterPlace = Extract<Place, { page: 'counter' }>

const nameOf = (item: { name: string; nameEn: string }): string => (locale === 'en' ? item.nameEn : item.name)

/** Where the items of this counter are looked for: the place of the clerk's own role. */
const useDivision = (): string =>
  useOfficer().roles.find((one) => one.role === 'counter-clerk')?.divisionCode ?? '000000000000'

function FoundList({ items, q }: { items: FoundItem[]; q: string }) {
  return (
    <ul className="found-items">
      {items.map((item) => (
        <li key={item.itemCode}>
          <Link to={{ page: 'counter', itemCode: item.itemCode, q }} data-row-link>
            <b>{nameOf(item)}</b>
            <span>{item.authority}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function FindItem({ place }: { place: CounterPlace }) {
  const [words, setWords] = useState(place.q)
  const division = useDivision()
  const typed = useDeferredValue(words.trim())
  useEffect(() => {
    const timer = setTimeout(() => go({ ...place, q: typed }, 'replace'), 250)
    return () => clearTimeout(timer)
  }, [typed, place])
  const found = useQuery({
    queryKey: ['items', typed, division],
    queryFn: () => orRefuse(api.findItems(typed, division)),
    enabled: typed !== '',
    placeholderData: (before) => before,
  })
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w('窗口收件', 'Receive at the counter')}</h1>
      </div>
      <p className="lead">
        {w(
          '替到窗口的人登记申请。先找到事项；办件归申请人所有，他登录后也能看到。',
          'Enter an application for somebody at the counter. Find the item first; the case belongs to the applicant.',
        )}
      </p>
      <search className="find-item">
        <input
          type="search"
          // biome-ignore lint/a11y/noAutofocus: the page is opened to type here
          autoFocus
          data-list-search
          value={words}
          placeholder={w('来人要办什么？用他的话写', 'What does the person want? In their words')}
          aria-label={w('查找事项', 'Find an item')}
          onChange={(event) => setWords(event.target.value)}
        />
      </search>
      {found.isError ? <ProblemNotice problem={problemOf(found.error)} onRefresh={() => void found.refetch()} /> : null}
      {found.data && typed !== '' ? (
        found.data.items.length > 0 ? (
          <>
            {found.data.sure ? null : (
              <p className="hint">
                {w('没有很确定的结果，下面是最接近的。', 'Nothing fits well; these come closest.')}
              </p>
            )}
            <FoundList items={found.data.items} q={typed} />
          </>
        ) : (
          <EmptyPlace icon="search" title={w('没有找到事项', 'No item was found')}>
            {w('换个说法试试，例如“改名”“开饭馆”。', 'Try other words, such as “change a name”.')}
          </EmptyPlace>
        )
      ) : null}
    </div>
  )
}

/** 窗口收件: first the item in the person's own words, then one page with everything that is asked. */
export function CounterPage({ place }: { place: CounterPlace }) {
  usePageTitle(w('窗口收件', 'Receive'))
  const division = useDivision()
  const guide = useQuery({
    queryKey: ['item', place.itemCode],
    queryFn: () => orRefuse(api.itemGuide(place.itemCode)),
    enabled: place.itemCode !== '',
    staleTime: 300_000,
  })
  if (place.itemCode === '') return <FindItem place={place} />
  const back = (
    <Button type="text" icon={<Icon name="left" size={14} />} onClick={() => go({ ...place, itemCode: '' })}>
      {w('换一个事项', 'Another item')}
    </Button>
  )
  if (guide.isError)
    return (
      <div className="page">
        <h1>{w('窗口收件', 'Receive at the counter')}</h1>
        <ProblemNotice problem={problemOf(guide.error)} onRefresh={() => void guide.refetch()} />
        {back}
      </div>
    )
  if (guide.isPending)
    return (
      <div className="page" aria-hidden="true">
        <Skeleton active title paragraph={{ rows: 10 }} />
      </div>
    )
  return (
    <div className="page counter-entry">
      {back}
      <div className="page-head">
        <h1>{nameOf(guide.data)}</h1>
        <p>{guide.data.authority.name}</p>
      </div>
      <EntryForm guide={guide.data} divisionCode={division} />
    </div>
  )
}
