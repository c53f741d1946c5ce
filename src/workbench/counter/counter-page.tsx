import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import type { Text } from '#base'
import { api, orRefuse, problemOf } from '../api-client.ts'
import { AssessedFacts } from '../case-file/assessed-facts.tsx'
import type { FoundItem } from '../counter-contract.ts'
import { Icon } from '../layout/icon.tsx'
import { EmptyPlace, Notice, ProblemNotice } from '../layout/notice.tsx'
import { usePageTitle } from '../layout/page-title.ts'
import { useOfficer } from '../layout/session.tsx'
import { go, Link } from '../navigation.tsx'
import { t, w } from '../text.ts'
import { BundleEntry } from './bundle-entry.tsx'
import { EntryForm, isBegun } from './entry-form.tsx'
import { AnotherItem, type CounterPlace, EntryOpening } from './entry-opening.tsx'

const nameOf = ({ name, nameEn }: { name: string; nameEn: string }): string => w(name, nameEn)

/** Where the items of this counter are looked for: the place of the clerk's own role. */
const useDivision = (): string =>
  useOfficer().roles.find((one) => one.role === 'counter-clerk')?.divisionCode ?? '000000000000'

/** That nobody can apply for this today, with why and until when as far as it is known: said before anything is entered. */
const NotInUse = ({ why }: { why: FoundItem['whyNotInUse'] }) =>
  why === null ? null : (
    <small className="not-in-use">
      <Icon name="soon" size={14} />
      {t(why)}
    </small>
  )

function FoundList({ items, q }: { items: FoundItem[]; q: string }) {
  return (
    <ul className="found-items">
      {items.map((item) => (
        <li key={item.itemCode}>
          <Link to={{ page: 'counter', itemCode: item.itemCode, bundleId: '', q }} data-row-link>
            <b>{nameOf(item)}</b>
            <span>{w(item.authority, item.authorityEn)}</span>
            <NotInUse why={item.whyNotInUse} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Several items that people meet as one matter, above the single ones: entered once, at a window that takes for all. */
function FittingBundle({ q }: { q: string }) {
  const takesForAll = useOfficer().roles.some((one) => one.role === 'counter-clerk' && one.authorityCode === null)
  const found = useQuery({
    queryKey: ['bundles', q],
    queryFn: () => orRefuse(api.findBundles(q)),
    enabled: takesForAll && q !== '',
    staleTime: 300_000,
  })
  const bundle = found.data?.items[0]
  if (!takesForAll || q === '' || bundle === undefined) return null
  return (
    <ul className="found-items found-bundle">
      <li>
        <Link to={{ page: 'counter', itemCode: '', bundleId: bundle.bundleId, q }} data-row-link>
          <b>{w(`一件事：${bundle.name.zh}`, `All in one: ${bundle.name.en}`)}</b>
          <span>{w(`一起收 ${bundle.members.length} 项以内`, `Up to ${bundle.members.length} items at once`)}</span>
        </Link>
      </li>
    </ul>
  )
}

const Lead = () => (
  <>
    <div className="page-head">
      <h1>{w('窗口收件', 'Receive at the counter')}</h1>
    </div>
    <p className="lead">
      {w(
        '替到窗口的人登记申请。先找到事项；办件归申请人所有，他登录后也能看到。',
        'Enter an application for somebody at the counter. Find the item first; the case belongs to the applicant.',
      )}
    </p>
  </>
)

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
      <Lead />
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
      <FittingBundle q={typed} />
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
  if (place.bundleId !== '') return <BundleEntry key={place.bundleId} place={place} division={division} />
  if (place.itemCode === '') return <FindItem place={place} />
  return <ItemEntry key={place.itemCode} place={place} division={division} />
}

/** The item was paused while somebody's application was being entered: nothing of that is lost, and what to do is said. */
const ShutMeanwhile = ({ why, onRefresh }: { why: Text; onRefresh: () => void }) => (
  <Notice
    kind="amber"
    action={
      <Button size="small" onClick={onRefresh}>
        {w('再看一次', 'Check again')}
      </Button>
    }
  >
    <p>{t(why)}</p>
    <p>
      {w(
        '已录入的内容留在这个标签页里，请不要关闭它；恢复后按“再看一次”，接着收件。申请人等不了的，请记下姓名和电话，恢复后联系他。',
        'What was entered is kept in this tab: leave it open, press “Check again” once the item is back, and go on. If the applicant cannot wait, note their name and telephone number and call them then.',
      )}
    </p>
  </Notice>
)

function ItemEntry({ place, division }: { place: CounterPlace; division: string }) {
  const { itemCode } = place
  const guide = useQuery({
    queryKey: ['item', itemCode],
    queryFn: () => orRefuse(api.itemGuide(itemCode)),
    staleTime: 300_000,
  })
  if (guide.data === undefined) return <EntryOpening place={place} guide={guide} />
  const why = guide.data.whyNotInUse
  return (
    <div className="page counter-entry">
      <AnotherItem place={place} />
      <div className="page-head">
        <h1>{nameOf(guide.data)}</h1>
        <p>{nameOf(guide.data.authority)}</p>
      </div>
      {why === null ? null : isBegun(itemCode) ? (
        <ShutMeanwhile why={why} onRefresh={() => void guide.refetch()} />
      ) : (
        <Notice kind="amber">{t(why)}</Notice>
      )}
      {why !== null && !isBegun(itemCode) ? null : (
        <EntryForm
          name={itemCode}
          guide={guide.data}
          divisionCode={division}
          ask={(answers) => orRefuse(api.itemGuide(itemCode, answers))}
          said={({ situation }) => (situation ? <AssessedFacts {...situation} /> : null)}
          receive={(application, key) => api.receive(itemCode, application, key)}
          onReceived={({ caseNo }) => go({ page: 'case', caseNo })}
          isShut={why !== null}
          onStale={() => void guide.refetch()}
        />
      )}
    </div>
  )
}
